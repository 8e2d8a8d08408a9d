import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// Only what hangs takes so long: a loaded machine must not fail.
		testTimeout: 300_000,
		maxWorkers: 2,
	},
});
