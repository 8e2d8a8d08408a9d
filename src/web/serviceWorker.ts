// Keeps the page for use without network: what it is made of at once, modules of the library when they are imported.
// The name of the cache changes with each build. Read the listeners.

declare const VERSION: string;
declare const FILES: readonly string[];

const CACHE = `decref-${VERSION}`;

interface Lifetime extends Event {
	waitUntil(promise: Promise<unknown>): void;
}
interface Fetch extends Event {
	readonly request: Request;
	respondWith(response: Promise<Response>): void;
}
interface Scope {
	skipWaiting(): Promise<void>;
	readonly clients: { claim(): Promise<void> };
	addEventListener(type: "install" | "activate", listener: (event: Lifetime) => void): void;
	addEventListener(type: "fetch", listener: (event: Fetch) => void): void;
}
const scope = globalThis as unknown as Scope;

scope.addEventListener("install", (event) => {
	event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES])));
	void scope.skipWaiting();
});

scope.addEventListener("activate", (event) => {
	const forgetOld = async (): Promise<void> => {
		for (const name of await caches.keys()) if (name.startsWith("decref-") && name !== CACHE) await caches.delete(name);
		await scope.clients.claim();
	};
	event.waitUntil(forgetOld());
});

scope.addEventListener("fetch", (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== "GET" || url.origin !== location.origin || /\/file$/.test(url.pathname)) return;
	event.respondWith(answer(request, url.pathname.endsWith("/") || url.pathname.endsWith("index.html")));
});

/** The page itself from the network if there is one, so that a new build is seen; all else from the cache. */
async function answer(request: Request, isPage: boolean): Promise<Response> {
	const cache = await caches.open(CACHE);
	if (isPage) {
		try {
			return await fetch(request);
		} catch {
			return (await cache.match("./")) ?? Response.error();
		}
	}
	const known = await cache.match(request, { ignoreSearch: true });
	if (known !== undefined) return known;
	const response = await fetch(request);
	if (response.ok) await cache.put(request, response.clone());
	return response;
}
