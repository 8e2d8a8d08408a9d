# Classes, functions and modules are objects, and are held like others.
import decref
import json


class Base:
    pass


class Derived(Base):
    def method(self):
        pass


instance = Derived()
print(decref.why(Base))
print(decref.why(Derived))
print(decref.why(Derived.method))
print(decref.why(json))
print(decref.why(None))
print(decref.why(print))
print(decref.holders(instance))
print([(h.kind, h.text, h.counts, h.path) for h in decref.holders(Base)][:2])
print(decref.why(instance).name, decref.why(instance).count, decref.audit())
print(decref.why(instance)._repr_html_())
