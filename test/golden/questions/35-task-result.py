# Who holds the result of a task that has ended?
# why: result:12
import asyncio
class Result: pass
async def work():
    return Result()
async def main():
    global task, result
    task = asyncio.create_task(work())
    await task
    result = task.result()
    print("done")
asyncio.run(main())
