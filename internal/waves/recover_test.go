package waves

import (
	"crypto/x509"
	"errors"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/state"
)

// A run that revisions name is not lost where its home has had it. What has ended is the last one of that home, which
// need not be the one that they name.
func TestHasEnded(t *testing.T) {
	past := []run.Past{{ID: "two", State: run.Aborted}, {ID: "one", State: run.Done}}
	for name, c := range map[string]struct {
		last       *run.Run
		named      string
		run, state string // of the error; "" where there is none
	}{
		"no run there":           {nil, "one", "", ""},
		"another one":            {&run.Run{ID: "other", State: run.Done}, "one", "", ""},
		"the last one":           {&run.Run{ID: "one", State: run.Halted}, "one", "one", "halted"},
		"one that was aborted":   {&run.Run{ID: "three", State: run.Aborted, Past: past}, "two", "three", "aborted"},
		"after one that is done": {&run.Run{ID: "three", State: run.RolledBack, Past: past}, "one", "three", "rolled_back"},
	} {
		said := fact.Of(has(c.last, &state.RunRef{ID: c.named}))
		if said.Text("run") != c.run || said.Text("state") != c.state || c.run != "" && said.Code != NotUnderWay {
			t.Errorf("%s: %v", name, said)
		}
	}
}

// A cluster that gives no answer is left behind where a later wave was begun; where its wave may be the one that is under
// way, or it is not known to be away, the run is to come to it.
func TestLeaveSilent(t *testing.T) {
	away, own := error(&silentError{}), error(&kube.CredentialsError{Err: apierrors.NewUnauthorized("no")})
	another := error(&kube.UnreachableError{Err: x509.UnknownAuthorityError{}})
	expired := error(&kube.UnreachableError{Err: x509.CertificateInvalidError{Cert: new(x509.Certificate), Reason: x509.Expired}})
	for name, c := range map[string]struct {
		states [3]run.ClusterState // of a cluster in each of three waves
		unread map[string]error
		want   [3]run.ClusterState
	}{
		"its wave had passed":           {[3]run.ClusterState{run.Pending, run.Applied, run.Pending}, map[string]error{"a": away}, [3]run.ClusterState{run.Skipped, run.Applied, run.Pending}},
		"a later one is under way":      {[3]run.ClusterState{run.Pending, run.Applying, run.Pending}, map[string]error{"a": away}, [3]run.ClusterState{run.Skipped, run.Applying, run.Pending}},
		"a later one has failed":        {[3]run.ClusterState{run.Pending, run.Pending, run.Failed}, map[string]error{"a": away, "b": away}, [3]run.ClusterState{run.Skipped, run.Skipped, run.Failed}},
		"the last is away":              {[3]run.ClusterState{run.Applied, run.Applied, run.Pending}, map[string]error{"c": away}, [3]run.ClusterState{run.Applied, run.Applied, run.Pending}},
		"nothing later was begun":       {[3]run.ClusterState{run.Applied, run.Pending, run.Pending}, map[string]error{"b": away}, [3]run.ClusterState{run.Applied, run.Pending, run.Pending}},
		"another answers in its place":  {[3]run.ClusterState{run.Pending, run.Applied, run.Pending}, map[string]error{"a": another}, [3]run.ClusterState{run.Skipped, run.Applied, run.Pending}},
		"its certificate has expired":   {[3]run.ClusterState{run.Pending, run.Applied, run.Pending}, map[string]error{"a": expired}, [3]run.ClusterState{run.Skipped, run.Applied, run.Pending}},
		"it has answered":               {[3]run.ClusterState{run.Pending, run.Applied, run.Pending}, nil, [3]run.ClusterState{run.Pending, run.Applied, run.Pending}},
		"it may not be read":            {[3]run.ClusterState{run.Pending, run.Applied, run.Pending}, map[string]error{"a": errors.New("forbidden")}, [3]run.ClusterState{run.Pending, run.Applied, run.Pending}},
		"the credentials are not taken": {[3]run.ClusterState{run.Pending, run.Applied, run.Pending}, map[string]error{"a": own}, [3]run.ClusterState{run.Pending, run.Applied, run.Pending}},
	} {
		of := &run.Run{}
		for i, name := range []string{"a", "b", "c"} {
			of.Waves = append(of.Waves, run.Wave{Name: name, Clusters: []run.Cluster{{Name: name, State: c.states[i]}}})
		}
		leaveSilent(run.Edit{Run: of}, c.unread, time.Now())
		for i, w := range of.Waves {
			if got := w.Clusters[0]; got.State != c.want[i] || (got.State == run.Skipped) == got.Reason.IsZero() {
				t.Errorf("%s: %s is %s (%v), want %s", name, w.Name, got.State, got.Reason, c.want[i])
			}
		}
	}
}
