# logging handlers: who keeps my handler alive after del?
# why: h
import logging
class ListHandler(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []
    def emit(self, record): self.records.append(record)
h = ListHandler()
logging.getLogger("app").addHandler(h)
del h
