package refusal

import (
	"errors"
	"slices"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/plan"
)

func TestRefusedFields(t *testing.T) {
	for message, want := range map[string][]string{
		`failed to create typed patch object (x/web; apps/v1, Kind=Deployment): .spec.replicsa: field not declared in schema`: {".spec.replicsa"},
		`failed to create typed patch object (x/web; apps/v1, Kind=Deployment): .spec.template.spec.containers[name="a: b"].imagee: field not declared in schema`: {
			`.spec.template.spec.containers[name="a: b"].imagee`},
		"failed to create typed patch object (x/web; apps/v1, Kind=Deployment): errors:\n  .spec.replicas: expected numeric (int or float), got string\n  .spec.paused: expected boolean, got string": {
			".spec.replicas", ".spec.paused"},
		"something else: about a file.name: no": nil,
	} {
		if got := refusedFields(metav1.Status{Message: message}); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", message, got, want)
		}
	}
}

// A refusal is due to none of the fields that it lists as those which may change.
func TestImmutable(t *testing.T) {
	const pod = "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)"
	for _, c := range []struct{ said, changed, want string }{
		{pod, `spec.activeDeadlineSeconds spec.containers[name="a"].resources.limits.cpu`, `spec.containers[name="a"].resources.limits.cpu`},
		{pod, `spec.containers[name="a"].image spec.containers[name="a"].imagePullPolicy`, `spec.containers[name="a"].imagePullPolicy`},
		{pod, `spec.hostname spec.tolerations[0].key`, `spec.hostname`},
		{pod, `spec.tolerations[0].key`, `spec.tolerations[0].key`},
		{"spec.selector: Invalid value: field is immutable", `spec.selector.matchLabels.a`, `spec.selector.matchLabels.a`},
	} {
		var changed []object.Path
		for _, text := range strings.Fields(c.changed) {
			changed = append(changed, object.MustParsePath(text))
		}
		p := plan.NewProblem(plan.ProblemImmutable, fact.Args{"said": c.said})
		if got := strings.Join(object.PathTexts(Immutable(p, changed)), " "); got != c.want {
			t.Errorf("%s: got %s, want %s", c.changed, got, c.want)
		}
	}
}

// A value that the server cannot read is a judgement of the object, whatever the code of the
// answer; a webhook that does not convert it is none.
func TestAnswersAboutValues(t *testing.T) {
	const new = "failed to convert new object (x/c; /v1, Kind=PersistentVolumeClaim) to proper version: "
	for said, answers := range map[string]bool{
		new + "unable to convert unstructured object to /v1, Kind=PersistentVolumeClaim: quantities must match the regular expression '^x$'":                     true,
		new + `unable to convert unstructured object to batch/v1, Kind=Job: parsing time "today" as "2006-01-02T15:04:05Z07:00": cannot parse "today" as "2006"`: true,
		new + `conversion webhook for example.com/v1, Kind=Widget failed: Post "https://turn.system.svc:443/convert?timeout=30s": context deadline exceeded`:     false,
		new + "request to convert CR to an invalid group/version: example.com/v1":                                                                                false,
	} {
		if _, answered := Answer(apierrors.NewInternalError(errors.New(said))); answered != answers {
			t.Errorf("%s: answered %v, want %v", said, answered, answers)
		}
	}
}
