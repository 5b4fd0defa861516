package reports

import (
	"bytes"
	"encoding/json"
	"github.com/workloadlang/wl/internal/ui"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/engine"
)

func TestRequests(t *testing.T) {
	var b bytes.Buffer
	err := Requests(&b, []engine.ClusterRequests{{Cluster: "prod-\x1beu", Requests: []engine.Request{
		{Method: "GET", Path: "/version", Status: 200, Duration: 1234 * time.Microsecond},
		{Method: "PATCH", Path: "/api/v1/namespaces/shop/services/a?dryRun=All", Status: 409, Duration: 12 * time.Second},
		{Method: "GET", Path: "/x\n\x1b[2J"},
	}}}, ui.Options{})
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
		if err := Requests(&b, c.asked, ui.Options{Format: ui.JSON}); err != nil {
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
