package engine

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/state"
)

const twoServers = `
apiVersion: v1
kind: Config
clusters:
- {name: one, cluster: {server: "https://one.example"}}
- {name: two, cluster: {server: "https://two.example"}}
users:
- {name: me, user: {token: t}}
contexts:
- {name: first, context: {cluster: one, user: me}}
- {name: same, context: {cluster: one, user: me}}
- {name: other, context: {cluster: two, user: me}}
`

// A removed cluster may be a declared one that does not tell which it is: of one that may not be asked, its server speaks
// against that; of one that does not answer, nothing does.
func TestApart(t *testing.T) {
	kubeconfig := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(kubeconfig, []byte(twoServers), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &Stack{Compiled: &Compiled{Compilation: &lang.Compilation{Stack: &lang.Stack{}}}, options: Options{Kubeconfig: kubeconfig, kubeconfigs: &kube.Kubeconfigs{}}}
	e := enrolment{stack: s}
	forbidden := apierrors.NewForbidden(schema.GroupResource{Resource: "namespaces"}, "kube-system", nil)
	for name, c := range map[string]struct {
		removed string // its context
		err     error  // of the declared one, whose context is first
		apart   bool
	}{
		"its context":                 {"first", forbidden, false},
		"its server":                  {"same", forbidden, false},
		"another server":              {"other", forbidden, true},
		"no way leads there":          {"nowhere", forbidden, true},
		"it does not answer":          {"first", errors.New("no answer"), false},
		"nor does it answer, another": {"other", errors.New("no answer"), false},
	} {
		declared := s.options.connect(s.Stack, lang.Cluster{Name: "declared", Context: "first"})
		if declared.err != nil {
			t.Fatal(declared.err)
		}
		apart, there := e.apart([]state.KnownCluster{{Name: "was", Context: c.removed, UID: "u1"}}, answer{client: declared.client, err: c.err})
		if (len(apart) == 1) != c.apart || len(apart)+len(there) != 1 {
			t.Errorf("%s: apart %v, there %v", name, apart, there)
		}
	}
}

// A run is about the clusters that they are known to be: of one that may be another now and does not tell, nothing is known.
func TestIdentities(t *testing.T) {
	of := func(name, uid string) target {
		return target{cluster: &cluster{Cluster: lang.Cluster{Name: name}}, uid: uid}
	}
	p := &Planned{
		options:  PlanOptions{AcceptNew: []string{"accepted", "away"}},
		targets:  []target{of("here", "u1"), of("refused", "u9"), of("silent", ""), of("accepted", "u4"), of("away", "")},
		clusters: []state.KnownCluster{{Name: "here", UID: "u1"}, {Name: "refused", UID: "u2"}, {Name: "silent", UID: "u3"}, {Name: "accepted", UID: "u4"}, {Name: "away", UID: "u5"}, {Name: "new"}},
	}
	if got, want := p.Identities(), map[string]string{"here": "u1", "refused": "u2", "silent": "u3", "accepted": "u4"}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What was accepted when a run began is accepted for as long as it is about that cluster.
func TestAcceptedBy(t *testing.T) {
	of := func(name, uid string) target {
		return target{cluster: &cluster{Cluster: lang.Cluster{Name: name}}, uid: uid}
	}
	o := PlanOptions{
		AcceptNew:  []string{"named"},
		Identities: map[string]string{"same": "u1", "another": "u2", "silent": "u3", "not planned": "u4", "unknown": ""},
	}
	got := acceptedBy(o, []target{of("named", "u9"), of("same", "u1"), of("another", "u8"), of("silent", ""), of("unknown", "u5")})
	if slices.Sort(got); !slices.Equal(got, []string{"named", "not planned", "same", "silent"}) {
		t.Error(got)
	}
}
