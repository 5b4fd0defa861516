//go:build linux || darwin

package infile

import (
	"errors"
	"os"
	"syscall"
)

// flock locks a file for as long as it is open; the error is errHeld where another
// process has. The kernel ends it with the process.
func flock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return errHeld
	}
	return err
}
