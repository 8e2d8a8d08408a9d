// Connects the standard library to the archives that lie beside the command. Read `useBuiltLibrary` first.

export function useBuiltLibrary(): void {}
