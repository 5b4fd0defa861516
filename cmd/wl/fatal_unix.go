//go:build unix

package main

import (
	"runtime/debug"
	"syscall"
)

// endByAbort has what no guard can catch, such as a stack overflow, or a panic
// on a library's goroutine, end the process by SIGABRT: Go's own exit code for
// it would be 2, which says that all went well. No memory is dumped, since it
// may hold secrets.
func endByAbort() {
	debug.SetTraceback("crash")
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // less is always allowed
}
