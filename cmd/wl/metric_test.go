package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// metric VALUE EVENTS starts a server at $WL_VAR_prometheus that speaks Prometheus' API: whatever it is asked,
// it answers the number in the file VALUE, to whoever has the bearer token $WL_VAR_token. What else is posted to it,
// it adds to the file EVENTS.
func metric(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: metric VALUE EVENTS")
	}
	value, events := ts.MkAbs(args[0]), ts.MkAbs(args[1])
	ts.Check(os.WriteFile(events, nil, 0o600))
	token := "Bearer " + ts.Getenv("WL_VAR_token")
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if !strings.HasSuffix(r.URL.Path, "/api/v1/query") {
			body, _ := io.ReadAll(r.Body)
			f, err := os.OpenFile(events, os.O_APPEND|os.O_WRONLY, 0)
			if err == nil {
				_, _ = f.Write(append(body, '\n'))
				_ = f.Close()
			}
			return
		}
		if given := r.Header.Get("Authorization"); given != token {
			http.Error(w, "unknown credentials: "+given, http.StatusUnauthorized)
			return
		}
		number, _ := os.ReadFile(value)
		_, _ = fmt.Fprintf(w, `{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[0,%q]}]}}`, strings.TrimSpace(string(number)))
	}))
	ts.Defer(server.Close)
	ts.Setenv("WL_VAR_prometheus", server.URL)
}
