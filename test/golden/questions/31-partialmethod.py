# functools.partial of a bound method with self: held twice.
# why: job
import functools
class Job:
    def run(self, other): pass
job = Job()
timer = functools.partial(job.run, job)
