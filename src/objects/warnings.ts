// Issuing warnings from native code. The module `_warnings` connects the hook; until then warnings vanish.
// Mirrors PyErr_WarnEx (Python/_warnings.c).

export const warningHooks = {
	/** Warns in the name of the code `stacklevel` frames up. Raises if a filter makes an error of it; runs Python code. */
	warn: (_category: string, _message: string, _stacklevel: number): void => {},
};

/** `category` is the name of a built-in warning ("DeprecationWarning"). May raise; runs Python code. */
export function warn(category: string, message: string, stacklevel = 1): void {
	warningHooks.warn(category, message, stacklevel);
}
