# A program that records itself, instruction by instruction. What was there before is told of, too.
class Box: pass
pair = [Box()]
import decref
decref.record(instructions=True)
pair.append(pair)
print("\n".join(decref.events(pair)))
