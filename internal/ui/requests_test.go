package ui

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/lang"
)

func TestRequests(t *testing.T) {
	var b bytes.Buffer
	err := Requests(&b, []engine.ClusterRequests{{Cluster: "prod-\x1beu", Requests: []engine.Request{
		{Method: "GET", Path: "/version", Status: 200, Duration: 1234 * time.Microsecond},
		{Method: "PATCH", Path: "/api/v1/namespaces/shop/services/a?dryRun=All", Status: 409, Duration: 12 * time.Second},
		{Method: "GET", Path: "/x\n\x1b[2J"},
	}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := `3 requests to cluster prod-\x1beu
      1.2 ms  200  GET    /version
  12000.0 ms  409  PATCH  /api/v1/namespaces/shop/services/a?dryRun=All
      0.0 ms  ---  GET    /x\n\x1b[2J
`
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

// As JSON they are one value, and nothing where nothing was asked.
func TestRequestsJSON(t *testing.T) {
	asked := []engine.ClusterRequests{{Cluster: "eu", Requests: []engine.Request{{Method: "GET", Path: "/x", Duration: 1234 * time.Microsecond}}}}
	for _, c := range []struct {
		asked []engine.ClusterRequests
		want  string
	}{
		{asked, `{"requests":[{"cluster":"eu","method":"GET","url":"/x","milliseconds":1.234}]}`},
		{[]engine.ClusterRequests{{Cluster: "eu"}}, ""},
	} {
		var b, compact bytes.Buffer
		if err := Requests(&b, c.asked, Options{Format: JSON}); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 0 {
			if err := json.Compact(&compact, b.Bytes()); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.TrimSpace(compact.String()); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// A command that makes do without values says so in either format.
func TestCompiledWithoutValues(t *testing.T) {
	for format, want := range map[Format]string{Text: "Variables of the stack's objects have no value", JSON: `"summary": "Variables of the stack's objects have no value`} {
		var b bytes.Buffer
		if err := Compiled(&b, &engine.Compiled{Compilation: &lang.Compilation{}, LacksValues: true}, Options{Format: format}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) || format == JSON && !json.Valid(b.Bytes()) {
			t.Errorf("as %s: %s", format, &b)
		}
	}
}
