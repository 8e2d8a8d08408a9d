# A dataclass default object is shared by all instances.
# why: conf
from dataclasses import dataclass
class Config: pass
@dataclass
class Service:
    config: Config = Config()
a = Service()
b = Service()
conf = a.config
