//go:build !unix

package main

// endByAbort does nothing: there is no signal to end by.
func endByAbort() {}
