package waves

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/lang"
)

// A wave is the same one with another token, which changes as tokens do.
func TestStrategyHasNoToken(t *testing.T) {
	of := func(a lang.Analysis) []byte {
		raw, err := writtenWave(&lang.Wave{Name: "all", Analyses: []lang.Analysis{a}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	first := of(lang.Analysis{Name: "errors", Address: "http://a", BearerToken: "one"})
	if second := of(lang.Analysis{Name: "errors", Address: "http://a", BearerToken: "two"}); !bytes.Equal(first, second) || bytes.Contains(first, []byte("one")) {
		t.Errorf("%s and %s", first, second)
	}
}

// The written form of a rollout block is that by which the runs under way were begun: whatever another wl adds to it
// must not be in it where it is unset, or each of these runs would be of another configuration.
func TestWrittenFormStays(t *testing.T) {
	at := object.Range{File: "a.wl.hcl"}
	full := lang.Wave{
		Name: "all", Clusters: []string{"a"}, MaxConcurrent: 2, Concurrency: "50%", MaxFailures: 1, SkipUnreachable: true, Soak: time.Minute,
		Checks: []lang.Check{{Name: "smoke", Workload: "workload.smoke"}}, Approval: &lang.Approval{Groups: []string{"sre"}, Quorum: 2, NotInitiator: true}, Origin: at,
		Analyses: []lang.Analysis{{Name: "errors", Address: "http://a", BearerToken: "t", Queries: map[string]string{"a": "up"}, Interval: time.Second, Count: 3, FailureLimit: 1, ErrorLimit: 4}},
	}
	for name, c := range map[string]struct {
		of   lang.Wave
		want string
	}{
		"full":  {full, `{"Name":"all","Concurrency":"50%","MaxFailures":1,"SkipUnreachable":true,"Soak":60000000000,"Checks":[{"Name":"smoke","Workload":"workload.smoke"}],"Approval":{"Groups":["sre"],"Quorum":2,"NotInitiator":true},"Clusters":{},"MaxConcurrent":{},"Origin":{},"Analyses":[{"Name":"errors","Interval":1000000000,"Count":3,"FailureLimit":1,"ErrorLimit":4,"Queries":{},"Address":{},"Success":"","Failure":""}]}`},
		"empty": {lang.Wave{Name: "all"}, `{"Name":"all","Concurrency":"","MaxFailures":0,"SkipUnreachable":false,"Soak":0,"Checks":null,"Approval":null,"Clusters":{},"MaxConcurrent":{},"Origin":{},"Analyses":null}`},
	} {
		if raw, err := writtenWave(&c.of); err != nil || string(raw) != c.want {
			t.Errorf("%s: %s %v", name, raw, err)
		}
	}
	for name, c := range map[string]struct {
		of   lang.Rollout
		want string
	}{
		"full":  {lang.Rollout{OnFailure: "rollback", Home: "a", Windows: []lang.Window{{Deny: true, Schedule: "0 18 * * 5", Duration: time.Hour, TimeZone: "Europe/Berlin", Origin: at}}}, `{"on_failure":"rollback","windows":[{"Deny":true,"Schedule":"0 18 * * 5","Duration":3600000000000,"TimeZone":"Europe/Berlin","Origin":{"file":"","start_line":0,"start_column":0,"start_byte":0,"end_line":0,"end_column":0,"end_byte":0}}]}`},
		"empty": {lang.Rollout{}, `{"on_failure":"","windows":null}`},
	} {
		if raw, err := strategyOf(c.of); err != nil || string(raw) != c.want {
			t.Errorf("strategy, %s: %s %v", name, raw, err)
		}
	}
	for _, c := range []struct {
		of    reflect.Type
		known int
	}{{reflect.TypeFor[lang.Wave](), 11}, {reflect.TypeFor[lang.Analysis](), 10}} {
		if n := c.of.NumField(); n != c.known {
			t.Errorf("%s has %d fields, not %d: write the new one in writtenWave, with omitempty", c.of, n, c.known)
		}
	}
}
