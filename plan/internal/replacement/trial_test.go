package replacement

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Whatever a server says about a trial has the object's own name.
func TestOwn(t *testing.T) {
	own := object.NewRef(kind.Job, "prod", "migrate")
	trial, _ := Trial(&object.Manifest{Ref: own, Content: content(t, "{metadata: {name: migrate}}")}, nil, "migrate-wl-1234")
	answer := kube.ApplyResult{
		Object:   content(t, strings.ReplaceAll("{metadata: {name: TRIAL}, spec: {hosts: [{name: TRIAL.prod.svc}, db], completions: 1}}", "TRIAL", trial.Name)),
		Warnings: []string{"the Job " + trial.Name + " is large"},
	}
	got := Own(own, trial, answer)
	want := content(t, "{metadata: {name: migrate}, spec: {hosts: [{name: migrate.prod.svc}, db], completions: 1}}")
	if diff := cmp.Diff(want, got.Object) + cmp.Diff([]string{"the Job migrate is large"}, got.Warnings); diff != "" {
		t.Error(diff)
	}
	forbidden := apierrors.NewForbidden(schema.GroupResource{Resource: "jobs"}, trial.Name, fmt.Errorf("no %s", trial.Name))
	forbidden.ErrStatus.Details.Causes = []metav1.StatusCause{{Message: "not " + trial.Name}}
	for _, err := range []error{
		&kube.RequestError{Subject: trial.String(), Err: fmt.Errorf("cannot read the answer")}, forbidden,
		&kube.RequestError{Subject: trial.String(), Err: forbidden},
	} {
		if err := OwnError(own, trial, err); strings.Contains(err.Error(), trial.Name) || !strings.Contains(err.Error(), own.Name) {
			t.Error(err)
		}
	}
	if got := forbidden.ErrStatus.Details.Causes[0].Message; got != "not migrate" {
		t.Error(got)
	}
}

// The second name of a trial begins and ends as the object's own, and is a name as well.
func TestTrialNames(t *testing.T) {
	for _, name := range []string{"a", "web", "team-migrate-v1", "0123", "a.b-c", strings.Repeat("a", 57), strings.Repeat("b", 63), strings.Repeat("c-", 126) + "c"} {
		names, err := TrialNames(name)
		if err != nil || len(names) != 2 {
			t.Fatal(names, err)
		}
		for _, other := range names {
			if problems := validation.IsDNS1123Subdomain(other); len(problems) > 0 || len(other) > 63 || other == name {
				t.Errorf("%s: %s %v", name, other, problems)
			}
		}
		if alike := names[1]; alike[len(alike)-1] != name[len(name)-1] || len(name) > 1 && alike[0] != name[0] {
			t.Errorf("%s: %s", name, alike)
		}
	}
}

// What only one object can have is not asked for beside the one that has it, and is there in
// what is made of the answer.
func TestOnes(t *testing.T) {
	for name, c := range map[string]struct {
		kind          kind.GroupKind
		live, desired string
		asked, answer string
	}{
		"the default class": {kind.PriorityClass, "{globalDefault: true, value: 1}", "{metadata: {name: a}, globalDefault: true, value: 2}", "{metadata: {name: b}, value: 2}", "{value: 2, globalDefault: true}"},
		"no default so far": {kind.PriorityClass, "{globalDefault: false}", "{metadata: {name: a}, globalDefault: true}", "{metadata: {name: b}, globalDefault: true}", "{value: 2, globalDefault: true}"},
		"none at all":       {kind.PriorityClass, "{}", "{metadata: {name: a}}", "{metadata: {name: b}}", "{value: 2}"},
		"another kind":      {kind.StorageClass, "{globalDefault: true}", "{metadata: {name: a}, globalDefault: true}", "{metadata: {name: b}, globalDefault: true}", "{value: 2}"},
		"ports": {
			kind.Service, "{}", "{metadata: {name: a}, spec: {healthCheckNodePort: 3, ports: [{port: 1, nodePort: 4}, {port: 2}]}}", "{metadata: {name: b}, spec: {ports: [{port: 1}, {port: 2}]}}",
			"{value: 2, spec: {healthCheckNodePort: 3, ports: [{nodePort: 4, port: 8}, {port: 9, nodePort: 6}]}}",
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := &object.Manifest{Ref: object.NewRef(c.kind, "", "a"), Content: content(t, c.desired)}
			_, asked := Trial(m, content(t, c.live), "b")
			if diff := cmp.Diff(content(t, c.asked), asked); diff != "" {
				t.Error(diff)
			}
			answer := content(t, "{value: 2}")
			if c.kind == kind.Service {
				answer = content(t, "{value: 2, spec: {healthCheckNodePort: 7, ports: [{port: 8, nodePort: 5}, {port: 9, nodePort: 6}]}}")
			}
			if diff := cmp.Diff(content(t, c.answer), WithOnes(m, answer)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
