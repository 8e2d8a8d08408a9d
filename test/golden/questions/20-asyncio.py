# A task keeps its coroutine's locals.
# why: job:14
import asyncio
class Job: pass
jobs = []
async def work(job):
    jobs.append(job)
    await asyncio.sleep(3600)
async def main():
    global job, task
    task = asyncio.create_task(work(Job()))
    await asyncio.sleep(0)
    job = jobs.pop()
    print(len(jobs))
asyncio.run(main())
