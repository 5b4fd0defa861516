//go:build linux || darwin

package procs_test

import (
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/procs"
)

// Whatever has been started ends: a program, a script with a program of its own,
// one that does not listen to SIGTERM.
func TestEndChildren(t *testing.T) {
	procs.EndChildren() // there are none
	for name, script := range map[string]string{
		"program": "echo $$; exec sleep 300",
		"nested":  "echo $$; sh -c 'echo $$; sleep 300; true'; true",
		"deaf":    "trap '' TERM; echo $$; while :; do sleep 1; done",
	} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command("sh", "-c", script)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			pids := readPIDs(t, out.Read, strings.Count(script, "echo"))
			go func() { ended <- cmd.Wait() }()
			procs.EndChildren()
			select {
			case <-ended:
			case <-time.After(time.Minute):
				t.Fatal("it has not ended")
			}
			for _, pid := range pids {
				for i := 0; syscall.Kill(pid, 0) == nil; i++ {
					if i > 600 {
						t.Fatalf("process %d continues", pid)
					}
					time.Sleep(100 * time.Millisecond)
				}
			}
		})
	}
}

// readPIDs waits until as many processes have said who they are.
func readPIDs(t *testing.T, read func([]byte) (int, error), n int) []int {
	t.Helper()
	var text string
	for strings.Count(text, "\n") < n {
		b := make([]byte, 100)
		k, err := read(b)
		if err != nil {
			t.Fatal(err)
		}
		text += string(b[:k])
	}
	var pids []int
	for _, field := range strings.Fields(text) {
		pid, err := strconv.Atoi(field)
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	return pids
}
