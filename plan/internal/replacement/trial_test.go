package replacement

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// Whatever a server says about a trial has the object's own name.
func TestOwn(t *testing.T) {
	own := object.NewRef(kind.Job, "prod", "migrate")
	trial, _, err := Trial(&object.Manifest{Ref: own, Content: content(t, "{metadata: {name: migrate}}")})
	if err != nil {
		t.Fatal(err)
	}
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
