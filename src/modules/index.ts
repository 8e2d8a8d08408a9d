// The native modules by name, each with the function that makes it. `builtins` and `sys` are made at start, not here.

import type { Own } from "../heap/header.ts";
import type { PyModule } from "../objects/module.ts";
import { initAbc } from "./_abc.ts";
import { initAst } from "./_ast.ts";
import { initBisect } from "./_bisect.ts";
import { initCodecs } from "./_codecs.ts";
import { initCollections } from "./_collections.ts";
import { initContextvars } from "./_contextvars.ts";
import { initCsv } from "./_csv.ts";
import { initCtypes } from "./_ctypes.ts";
import { initDecimal } from "./_decimal.ts";
import { initFunctools } from "./_functools.ts";
import { initHashlib } from "./_hashlib.ts";
import { initHeapq } from "./_heapq.ts";
import { initImp } from "./_imp.ts";
import { initIO } from "./_io.ts";
import { initJson } from "./_json.ts";
import { initLocale } from "./_locale.ts";
import { initOpcode } from "./_opcode.ts";
import { initOperator } from "./_operator.ts";
import { initPickle } from "./_pickle.ts";
import { initPosixSubprocess } from "./_posixsubprocess.ts";
import { initRandom } from "./_random.ts";
import { initSha2 } from "./_sha2.ts";
import { initSignal } from "./_signal.ts";
import { initSocket } from "./_socket.ts";
import { initSre } from "./_sre.ts";
import { initStat } from "./_stat.ts";
import { initStatistics } from "./_statistics.ts";
import { initStruct } from "./_struct.ts";
import { initString } from "./_string.ts";
import { initSuggestions } from "./_suggestions.ts";
import { initSymtable } from "./_symtable.ts";
import { initTestInternalCapi } from "./_testinternalcapi.ts";
import { initThread } from "./_thread.ts";
import { initTokenize } from "./_tokenize.ts";
import { initTracemalloc } from "./_tracemalloc.ts";
import { initTypes } from "./_types.ts";
import { initTyping } from "./_typing.ts";
import { initWarnings } from "./_warnings.ts";
import { initWeakref } from "./_weakref.ts";
import { initArray } from "./array.ts";
import { initAtexit } from "./atexit.ts";
import { initBinascii } from "./binascii.ts";
import { initCmath } from "./cmath.ts";
import { initErrno } from "./errno.ts";
import { initFaulthandler } from "./faulthandler.ts";
import { initFcntl } from "./fcntl.ts";
import { initGc } from "./gc.ts";
import { initItertools } from "./itertools.ts";
import { initMarshal } from "./marshal.ts";
import { initMath } from "./math.ts";
import { initPosix } from "./posix.ts";
import { initSelect } from "./select.ts";
import { initTime } from "./time.ts";
import { initDatetime, initZoneinfo } from "./twins.ts";
import { initUnicodedata } from "./unicodedata.ts";
import { initUuid } from "./_uuid.ts";

import { initBlake2 } from "./_blake2.ts";
import { initMd5 } from "./_md5.ts";
import { initSha1 } from "./_sha1.ts";
import { initSha3 } from "./_sha3.ts";
import { initZlib } from "./zlib.ts";

export const nativeModules: { readonly [name: string]: () => Own<PyModule> } = {
	_abc: initAbc,
	_ast: initAst,
	_bisect: initBisect,
	_blake2: initBlake2,
	_md5: initMd5,
	_sha1: initSha1,
	_sha3: initSha3,
	_codecs: initCodecs,
	_collections: initCollections,
	_contextvars: initContextvars,
	_csv: initCsv,
	_ctypes: initCtypes,
	_datetime: initDatetime,
	_decimal: initDecimal,
	_functools: initFunctools,
	_hashlib: initHashlib,
	_heapq: initHeapq,
	_imp: initImp,
	_io: initIO,
	_json: initJson,
	_locale: initLocale,
	_opcode: initOpcode,
	_operator: initOperator,
	_pickle: initPickle,
	_posixsubprocess: initPosixSubprocess,
	_random: initRandom,
	_sha2: initSha2,
	_signal: initSignal,
	_socket: initSocket,
	_sre: initSre,
	_stat: initStat,
	_statistics: initStatistics,
	_string: initString,
	_struct: initStruct,
	_suggestions: initSuggestions,
	_symtable: initSymtable,
	_testinternalcapi: initTestInternalCapi,
	_thread: initThread,
	_tokenize: initTokenize,
	_tracemalloc: initTracemalloc,
	_types: initTypes,
	_typing: initTyping,
	_uuid: initUuid,
	_warnings: initWarnings,
	_weakref: initWeakref,
	_zoneinfo: initZoneinfo,
	array: initArray,
	atexit: initAtexit,
	binascii: initBinascii,
	cmath: initCmath,
	errno: initErrno,
	faulthandler: initFaulthandler,
	fcntl: initFcntl,
	gc: initGc,
	itertools: initItertools,
	marshal: initMarshal,
	math: initMath,
	posix: initPosix,
	select: initSelect,
	time: initTime,
	unicodedata: initUnicodedata,
	zlib: initZlib,
};
