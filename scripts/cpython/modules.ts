// The test modules of CPython that decref answers to, the judges of memory first.

export const MODULES: readonly string[] = (
	"test_weakref test_weakset test_gc test_finalization test_scope test_frame test_generators test_coroutines test_copy test_super " +
	"test_descr test_class test_contextlib test_property test_dict test_list test_tuple test_set test_deque test_ordered_dict " +
	"test_defaultdict test_functools test_itertools test_iter test_enumerate test_slice test_range test_exceptions test_raise " +
	"test_funcattrs test_grammar test_patma test_dis test_compile test_code test_symtable test_int test_float test_complex test_bool " +
	"test_str test_bytes test_format test_fstring test_re test_json test_random test_heapq test_bisect test_dataclasses test_enum " +
	"test_typing test_abc test_asyncgen test_context test_sys test_memoryview test_unpack test_unpack_ex test_opcache test_syntax " +
	"test_traceback test_type_params test_type_aliases test_type_annotations test_named_expressions test_listcomps test_dictcomps " +
	"test_setcomps test_genexps test_keywordonlyarg test_positional_only_arg test_extcall test_decorators test_with test_augassign " +
	"test_dictviews test_userdict test_userlist test_userstring test_reprlib test_hash test_operator test_types test_isinstance " +
	"test_binop test_compare test_richcmp test_unary test_exception_group test_except_star test_exception_variations test_exception_hierarchy " +
	"test_global test_string_literals test_builtin test_call test_metaclass test_subclassinit test_dynamicclassattribute test_genericclass " +
	"test_genericalias test_generator_stop test_yield_from test_pow test_long test_math test_array test_struct test_collections test_string " +
	"test_textwrap test_inspect test_pprint test_keyword test_sys_settrace test_sys_setprofile test_monitoring test_peepholer " +
	"test_compiler_codegen test_compiler_assemble test_baseexception test_charmapcodec test_cmath test_codeop test_colorsys test_contains " +
	"test_contextlib_async test_difflib test_dynamic test_eof test_errno test_flufl test_fnmatch test_fractions test_future_stmt test_getopt " +
	"test_glob test_graphlib test_html test_index test_int_literal test_iterlen test_longexp test_module test_numeric_tower test_opcodes " +
	"test_pep646_syntax test_picklebuffer test_print test_sched test_secrets test_shlex test_sort test_strftime test_strtod test_structseq " +
	"test_tstring test_typechecks test_ucn test_unicode_identifiers test_utf8source test_uuid test_zlib test_base64 test_binascii test_calendar " +
	"test_csv test_queue test_datetime"
).split(" ");
