/* A stand-in for Windows 10's bcryptprimitives.dll, which Wine 8 lacks and Rust's libraries (pydantic, safetensors) are
   linked with: random numbers, by the older function for them. For Wine only, never shipped. */

#include <stddef.h>

__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *buffer, unsigned long length); /* RtlGenRandom */

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, size_t length)
{
    return SystemFunction036(buffer, (unsigned long)length);
}
