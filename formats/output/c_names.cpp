// SPDX-License-Identifier: MIT

#include <algorithm>
#include <iterator>
#include <string>

#include <bview/formats/output/c_names.hpp>

namespace bview {
namespace {

// The names that cannot be used, between blanks: found by compiling every name of the headers
// (tests/formats/output/c_names_test.cpp does so again).

/// Keywords of C and C++, macros and types of the headers.
constexpr std::string_view kNoNames =
    " "
    "BIG_ENDIAN BYTE_ORDER EXIT_FAILURE EXIT_SUCCESS FD_SETSIZE I INFINITY LITTLE_ENDIAN "
    "MATH_ERREXCEPT MATH_ERRNO MAXFLOAT MB_CUR_MAX NAN NFDBITS NULL PDP_ENDIAN RAND_MAX "
    "WCONTINUED WEXITED WNOHANG WNOWAIT WSTOPPED WUNTRACED _PTRDIFF_T_ _SIZE_T_ _SIZE_T_DEFINED_ "
    "_STDDEF_H_ _T_PTRDIFF_ _T_SIZE_ _T_WCHAR_ _WCHAR_T_ _WCHAR_T_DEFINED_ alignas alignof and "
    "and_eq asm auto bitand bitor bool break case catch char char16_t char32_t char8_t class "
    "co_await co_return co_yield compl complex concept const const_cast consteval constexpr "
    "constinit continue decltype default delete do double dynamic_cast else enum explicit export "
    "extern false float for friend goto i386 if imaginary inline int int16_t int32_t int64_t "
    "int8_t linux long math_errhandling mutable namespace new noexcept not not_eq nullptr "
    "operator or or_eq private protected public register reinterpret_cast requires restrict "
    "return short signed sizeof static static_assert static_cast struct switch template this "
    "thread_local throw true try typedef typeid typename typeof typeof_unqual uint16_t uint32_t "
    "uint64_t uint8_t union unix unsigned using virtual void volatile wchar_t while xor xor_eq ";

/// Functions and types of the C library, which a compiler knows without their headers or finds in
/// those of C++. Mathematical ones stand here without what tells their type.
constexpr std::string_view kLibrary =
    " "
    "a64l abort abs acos acosh aligned_alloc alloca arc4random arc4random_buf arc4random_uniform "
    "asin asinh at_quick_exit atan atan2 atanh atexit atof atoi atol bcmp bcopy bsearch bzero "
    "cabs cacos cacosh calloc canonicalize canonicalize_file_name carg casin casinh catan catanh "
    "cbrt ccos ccosh ceil cexp cimag clearenv clog conj copysign cos cosh cpow cproj creal csin "
    "csinh csqrt ctan ctanh daddl ddivl dfmal div dmull drand48 drem dsqrtl dsubl ecvt erand48 "
    "erf erfc execl execle execlp execv execve execvp exit exp exp10 exp2 expm1 f32add f32div "
    "f32fma f32mul f32sqrt f32sub f32xadd f32xdiv f32xfma f32xmul f32xsqrt f32xsub f64add f64div "
    "f64fma f64mul f64sqrt f64sub f64xadd f64xdiv f64xfma f64xmul f64xsqrt f64xsub fabs fadd fcvt "
    "fd_mask fd_set fdim fdiv feclearexcept fegetenv fegetexceptflag fegetround feholdexcept "
    "feraiseexcept fesetenv fesetexceptflag fesetround fetestexcept feupdateenv ffma ffs finite "
    "floor fma fmax fmaximum fmaximum_mag fmaximum_mag_num fmaximum_num fmaxmag fmin fminimum "
    "fminimum_mag fminimum_mag_num fminimum_num fminmag fmod fmul fopen fork fpclassify fprintf "
    "fputc fputc_unlocked fputs fputs_unlocked fread free frexp fromfp fromfpx fscanf fsqrt fsub "
    "fwrite fwrite_unlocked gamma gcvt getenv getloadavg getpayload getpt getsubopt grantpt hypot "
    "ilogb imaxabs index initstate isalnum isalpha isascii isblank iscanonical iscntrl isdigit "
    "iseqsig isfinite isgraph isgreater isgreaterequal isinf isless islessequal islessgreater "
    "islower isnan isnormal isprint ispunct issignaling isspace isunordered isupper iswalnum "
    "iswalpha iswblank iswcntrl iswdigit iswgraph iswlower iswprint iswpunct iswspace iswupper "
    "iswxdigit isxdigit iszero j0 j1 jn jrand48 l64a labs lcong48 ldexp ldiv lerp lgamma llabs "
    "lldiv llogb llrint llround log log10 log1p log2 logb longjmp lrand48 lrint lround main "
    "malloc mblen mbstowcs mbtowc memccpy memchr memcmp memcpy memmove memset mkdtemp mkostemp "
    "mkostemp64 mkostemps mkostemps64 mkstemp mkstemp64 mkstemps mkstemps64 mktemp modf mrand48 "
    "nan nearbyint nextafter nextdown nexttoward nextup nrand48 on_exit posix_memalign "
    "posix_openpt pow printf pselect ptsname putc putc_unlocked putchar putchar_unlocked putenv "
    "puts qecvt qfcvt qgcvt qsort quick_exit rand random realloc reallocarray realpath remainder "
    "remquo rindex rint round roundeven rpmatch scalb scalbln scalbn scanf secure_getenv seed48 "
    "select setenv setjmp setpayload setpayloadsig setstate signbit signgam significand sin "
    "sincos sinh snprintf sprintf sqrt srand srand48 srandom sscanf std stpcpy stpncpy strcasecmp "
    "strcat strchr strcmp strcpy strcspn strdup strerror strfrom strfromd strfroml strftime "
    "strlen strncasecmp strncat strncmp strncpy strndup strnlen strpbrk strrchr strspn strstr "
    "strto strtod strtok strtol strtold strtoll strtoq strtoul strtoull strtouq strxfrm system "
    "tan tanh tgamma toascii tolower totalorder totalordermag toupper towlower towupper trunc "
    "u_char u_int u_long u_short ufromfp ufromfpx uint ulong unlockpt unsetenv ushort valloc "
    "vfork vfprintf vfscanf vprintf vscanf vsnprintf vsprintf vsscanf wcschr wcscmp wcslen "
    "wcsncmp wcstombs wctomb wmemchr wmemcmp wmemcpy wmemmove y0 y1 yn ";

bool holds(std::string_view words, std::string_view word) {
  for (std::size_t at = words.find(word); at != words.npos; at = words.find(word, at + 1)) {
    if (words[at - 1] == ' ' && words[at + word.size()] == ' ') return true;
  }
  return false;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// __linux__, _Bool: such names belong to the compiler.
bool is_compilers(std::string_view name) {
  return name.size() > 2 && name[0] == '_' && (name[1] == '_' || is_upper(name[1]));
}

/// INT8_MAX, M_PIf: macros that are many.
bool is_limit(std::string_view name) {
  constexpr std::string_view kFronts[] = {"INT",  "UINT",  "PTRDIFF", "SIG_ATOMIC",
                                          "SIZE", "WCHAR", "WINT"};
  constexpr std::string_view kEnds[] = {"_MIN", "_MAX", "_WIDTH"};
  constexpr std::string_view kFamilies[] = {"M_", "FP_", "HUGE_VAL", "SNAN"};
  const auto begins = [name](std::string_view front) { return name.starts_with(front); };
  const auto ends = [name](std::string_view end) { return name.ends_with(end); };
  return (std::any_of(std::begin(kFronts), std::end(kFronts), begins) &&
          std::any_of(std::begin(kEnds), std::end(kEnds), ends)) ||
         std::any_of(std::begin(kFamilies), std::end(kFamilies), begins);
}

bool cut_end(std::string_view& name, std::string_view end) {
  if (name.size() <= end.size() || !name.ends_with(end)) return false;
  name.remove_suffix(end.size());
  return true;
}

/// Whether the C library has it, maybe for a type of its own: sin, sinf, lgammal_r, strtof_l.
bool is_library(std::string_view name) {
  if (name.ends_with("_t") || holds(kLibrary, name)) return true;
  if (cut_end(name, "_r") || cut_end(name, "_l")) {
    if (holds(kLibrary, name)) return true;
  }
  for (const std::string_view type : {"f128", "f64x", "f32x", "f64", "f32", "f", "l"}) {
    std::string_view general = name;
    if (cut_end(general, type) && holds(kLibrary, general)) return true;
  }
  return false;
}

/// Letters, digits and "_", no digit in front.
std::string identifier(std::string_view name) {
  std::string result;
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || is_upper(c) || (c >= '0' && c <= '9') || c == '_';
    result += plain ? c : '_';
  }
  if (result.empty() || (result.front() >= '0' && result.front() <= '9')) result.insert(0, "_");
  return result;
}

}  // namespace

std::string c_member(std::string_view name) {
  std::string result = identifier(name);
  if (is_compilers(result) || is_limit(result)) result += '_';
  while (holds(kNoNames, result)) result += '_';
  return result;
}

std::string c_global(std::string_view name) {
  std::string result = c_member(name);
  if (is_library(result)) result += '_';
  return result;
}

}  // namespace bview
