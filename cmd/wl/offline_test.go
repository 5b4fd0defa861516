package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestOffline runs the real wl where there is no cluster: against servers and
// credential plugins that hang or never stop, and what else must end.
func TestOffline(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/offline",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Deadline:            time.Now().Add(15 * time.Minute),
		Setup:               func(env *testscript.Env) error { wide(env); return nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve":    serve,
			"mkfifo":   mkfifo,
			"waitfile": waitFile,
			"ended":    ended,
		},
	})
}

// serve KIND starts a server that is no API server, and sets $KUBECONFIG to it.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	answers := map[string]func(io.Writer){
		"silent": func(io.Writer) {},
		"endless": func(w io.Writer) {
			fmt.Fprint(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"gitVersion\": \"")
			forever(w, bytes.Repeat([]byte("v"), 1<<20))
		},
		"endless-error": func(w io.Writer) {
			fmt.Fprint(w, "HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n")
			forever(w, bytes.Repeat([]byte("no "), 1<<20))
		},
		"endless-headers": func(w io.Writer) {
			fmt.Fprint(w, "HTTP/1.1 200 OK\r\n")
			forever(w, []byte(strings.Repeat("Warning: 299 - \"again\"\r\n", 1000)))
		},
		"bomb": func(w io.Writer) {
			fmt.Fprint(w, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n")
			forever(gzip.NewWriter(w), make([]byte, 1<<20))
		},
		"long-error": func(w io.Writer) {
			body := fmt.Sprintf(`{"kind":"Status","apiVersion":"v1","status":"Failure","code":403,"reason":"Forbidden","message":"%s"}`, strings.Repeat("no ", 1<<20))
			fmt.Fprintf(w, "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		},
	}
	if neg || len(args) != 2 || answers[args[1]] == nil {
		ts.Fatalf("usage: serve SCHEME KIND")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if args[1] != "silent" {
					_, _ = conn.Read(make([]byte, 64<<10)) // the request
				}
				answers[args[1]](conn)
				_, _ = io.Copy(io.Discard, conn) // until the client goes
			}()
		}
	}()
	file := filepath.Join(ts.Getenv("WORK"), args[1]+".yaml")
	ts.Check(os.WriteFile(file, fmt.Appendf(nil, `
apiVersion: v1
kind: Config
current-context: it
clusters: [{name: it, cluster: {server: "%s://%s"}}]
contexts: [{name: it, context: {cluster: it, user: it}}]
users: [{name: it, user: {}}]
`, args[0], listener.Addr()), 0o600))
	ts.Setenv("KUBECONFIG", file)
}

func forever(w io.Writer, text []byte) {
	for {
		if _, err := w.Write(text); err != nil {
			return
		}
	}
}

// mkfifo FILE makes a named pipe that nobody writes to.
func mkfifo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: mkfifo FILE")
	}
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o600))
}

// waitfile FILE [PATTERN] waits until a file is written, and a line of it matches.
func waitFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: waitfile FILE [PATTERN]")
	}
	pattern := regexp.MustCompile("(?m)" + strings.Join(args[1:], ""))
	var text []byte
	for range 1200 {
		var err error
		if text, err = os.ReadFile(ts.MkAbs(args[0])); err == nil && bytes.HasSuffix(text, []byte("\n")) && pattern.Match(text) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	ts.Fatalf("nobody has written %s:\n%s", strings.Join(args, " with "), text)
}

// ended FILE waits until the processes whose numbers are in a file have ended.
func ended(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: ended FILE")
	}
	for field := range strings.FieldsSeq(ts.ReadFile(args[0])) {
		pid, err := strconv.Atoi(field)
		ts.Check(err)
		for i := 0; alive(pid); i++ {
			if i > 300 {
				ts.Fatalf("process %d continues", pid)
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
}

// alive reports whether a process runs; one that nobody has waited for does not.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return syscall.Kill(pid, 0) == nil
	}
	return !bytes.HasPrefix(stat[bytes.LastIndexByte(stat, ')')+1:], []byte(" Z"))
}
