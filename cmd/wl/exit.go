package main

import "fmt"

// exitCode ends a command whose outcome has already been printed. The codes are
// the same for every command, and documented in the help of each that has a
// choice.
type exitCode int

const (
	exitDone   exitCode = 0 // it did what it was asked to
	exitFailed exitCode = 1 // it could not, or not wholly
	exitFound  exitCode = 2 // it could, and the answer is that there is something: changes, say
	exitWaits  exitCode = 3 // it did what is due; a run over several clusters waits for more
)

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }
