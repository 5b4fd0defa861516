package procs

import "golang.org/x/sys/unix"

func hasChildren() bool { return true }

// parents are the parents of all processes.
func parents() map[int]int {
	processes, err := unix.SysctlKinfoProcSlice("kern.proc.all")
	if err != nil {
		return nil
	}
	all := make(map[int]int, len(processes))
	for _, p := range processes {
		all[int(p.Proc.P_pid)] = int(p.Eproc.Ppid)
	}
	return all
}
