/* A stand-in for Windows 10's icuuc.dll, which Wine 8 lacks and Qt6Core.dll is linked with. It converts nothing: Qt then
   goes on without codecs beyond its own. For Wine only, never shipped. */

#define GIVES_NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }

GIVES_NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
GIVES_NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
GIVES_NOTHING(ucnv_cbFromUWriteUChars)
GIVES_NOTHING(ucnv_cbToUWriteUChars)
GIVES_NOTHING(ucnv_close)
GIVES_NOTHING(ucnv_countAvailable)
GIVES_NOTHING(ucnv_fromUCountPending)
GIVES_NOTHING(ucnv_fromUnicode)
GIVES_NOTHING(ucnv_getAvailableName)
GIVES_NOTHING(ucnv_getMaxCharSize)
GIVES_NOTHING(ucnv_getName)
GIVES_NOTHING(ucnv_getStandardName)
GIVES_NOTHING(ucnv_getToUCallBack)
GIVES_NOTHING(ucnv_open)
GIVES_NOTHING(ucnv_reset)
GIVES_NOTHING(ucnv_setFromUCallBack)
GIVES_NOTHING(ucnv_setToUCallBack)
GIVES_NOTHING(ucnv_toUCountPending)
GIVES_NOTHING(ucnv_toUnicode)
