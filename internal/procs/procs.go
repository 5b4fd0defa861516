//go:build linux || darwin

// Package procs ends the processes that a program has started and leaves
// behind.
package procs

import (
	"os"
	"slices"
	"syscall"
	"time"
)

// patience is how long a process may take to end when it is asked to.
const patience = 300 * time.Millisecond

// EndChildren ends the children of this process and all that they have started,
// by force where they do not when asked to. It does nothing where there are
// none, or where the system does not tell.
func EndChildren() {
	all := descendants(os.Getpid())
	signal(all, syscall.SIGTERM)
	for deadline := time.Now().Add(patience); len(all) > 0 && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		all = slices.DeleteFunc(all, func(pid int) bool { return syscall.Kill(pid, 0) != nil })
	}
	signal(all, syscall.SIGKILL)
}

func signal(pids []int, s syscall.Signal) {
	for _, pid := range pids {
		_ = syscall.Kill(pid, s) // it may have ended
	}
}

// descendants are a process's children, and theirs.
func descendants(pid int) []int {
	if !hasChildren() {
		return nil
	}
	parents := parents()
	var all []int
	for next := []int{pid}; len(next) > 0; {
		var found []int
		for child, parent := range parents {
			if slices.Contains(next, parent) {
				found = append(found, child)
			}
		}
		slices.Sort(found)
		all, next = append(all, found...), found
	}
	return all
}
