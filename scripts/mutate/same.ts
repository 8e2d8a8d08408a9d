// Places that are the same if broken, each read and found so by a person: nothing that any program, the collector or the audit
// could ask tells the difference. By the place's key: its file, kind and text, and which of several alike it is.

export const SAME: { readonly [place: string]: string } = {};
