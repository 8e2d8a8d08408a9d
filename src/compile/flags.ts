// Bits of `co_flags` and of the flags that `compile()` takes. Mirrors Include/cpython/code.h and Include/cpython/compile.h.

export const CO_OPTIMIZED = 0x1;
export const CO_NEWLOCALS = 0x2;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_NESTED = 0x10;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;
export const CO_FUTURE_DIVISION = 0x20000;
export const CO_FUTURE_ABSOLUTE_IMPORT = 0x40000;
export const CO_FUTURE_WITH_STATEMENT = 0x80000;
export const CO_FUTURE_PRINT_FUNCTION = 0x100000;
export const CO_FUTURE_UNICODE_LITERALS = 0x200000;
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_GENERATOR_STOP = 0x800000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;
export const CO_HAS_DOCSTRING = 0x4000000;
export const CO_METHOD = 0x8000000;

/** The flags that code inherits from the compilation around it. */
export const PYCF_MASK =
	CO_FUTURE_DIVISION |
	CO_FUTURE_ABSOLUTE_IMPORT |
	CO_FUTURE_WITH_STATEMENT |
	CO_FUTURE_PRINT_FUNCTION |
	CO_FUTURE_UNICODE_LITERALS |
	CO_FUTURE_BARRY_AS_BDFL |
	CO_FUTURE_GENERATOR_STOP |
	CO_FUTURE_ANNOTATIONS;

export const PYCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;
