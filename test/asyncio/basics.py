"""asyncio.run with tasks, timeouts and queues on the loop that memory alone can drive."""

import asyncio
async def f(n):
    await asyncio.sleep(0.01*n)
    return n*2
async def main():
    r = await asyncio.gather(*(f(i) for i in range(4)))
    print(r)
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.05)
    except TimeoutError as e: print("timeout", repr(e))
    q = asyncio.Queue()
    async def prod():
        for i in range(3):
            await q.put(i); await asyncio.sleep(0)
        await q.put(None)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(prod())
        while (x := await q.get()) is not None: print("got", x)
asyncio.run(main())
