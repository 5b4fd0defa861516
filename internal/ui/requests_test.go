package ui

import (
	"bytes"
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
