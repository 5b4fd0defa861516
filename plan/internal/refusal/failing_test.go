package refusal_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ui/words"
	"github.com/workloadlang/wl/plan"
	"github.com/workloadlang/wl/plan/failing"
	"github.com/workloadlang/wl/plan/internal/refusal"
)

var inWords = words.In(words.English)

// An object that does not fit its schema is a problem of that object: at the line of what the
// configuration has wrong, or of what it has of the field in question.
func TestMisfits(t *testing.T) {
	account := func(name string) *object.Manifest {
		ref := object.Ref{Kind: "ServiceAccount", Namespace: "shop", Name: "a"}
		secrets := object.PathOf("secrets")
		return &object.Manifest{
			Ref: ref, APIVersion: "v1", Origin: object.Range{File: "a", StartLine: 1},
			Content: map[string]any{"apiVersion": "v1", "kind": "ServiceAccount", "secrets": []any{map[string]any{"name": name}}},
			Fields:  map[object.Path]object.Range{secrets: {File: "a", StartLine: 7}},
		}
	}
	unnamed := account("")
	unnamed.Content["secrets"] = []any{map[string]any{"kind": "Secret"}}
	_, misfit := kubeschema.FieldsOf(unnamed.Content)
	wrongType := map[string]any{"apiVersion": "v1", "kind": "Secret", "data": []any{"hunter2"}}
	_, secret := kubeschema.FieldsOf(wrongType)
	said := apierrors.NewInternalError(errors.New(`failed to create typed live object (shop/a; /v1, Kind=ServiceAccount): .secrets: element 0: associative list with keys has an element that omits all key fields ["name"]`))
	owned := apierrors.NewInternalError(errors.New(`failed to create manager for existing fields: failed to convert new object (shop/a; /v1, Kind=ServiceAccount) to smd typed: .secrets: element 1: no key`))
	for name, c := range map[string]struct {
		m    *object.Manifest
		err  error
		code fact.Code
		line int
		want string
	}{
		"the live object":            {account("b"), fmt.Errorf("compared: %w", misfit), plan.ProblemLiveMisfit, 7, "kubectl -n shop get serviceaccount a -o yaml > a.yaml; kubectl replace -f a.yaml."},
		"the configuration":          {unnamed, misfit, plan.ProblemSchemaMismatch, 7, "Correct it in the configuration"},
		"the server's live object":   {account("b"), said, plan.ProblemLiveMisfit, 7, "answered 500: .secrets: element 0"},
		"one without managed fields": {account("b"), owned, plan.ProblemLiveMisfit, 7, "answered 500: .secrets: element 1: no key."},
		"what is not in it":          {&object.Manifest{Ref: account("").Ref, Content: map[string]any{"apiVersion": "v1", "kind": "ServiceAccount"}}, misfit, plan.ProblemLiveMisfit, 0, "delete the object"},
		"a value that may be secret": {account("b"), secret, plan.ProblemLiveMisfit, 0, ".data: expected map. "},
	} {
		t.Run(name, func(t *testing.T) {
			p := refusal.FailedOn(c.m, c.err)
			text := inWords.Detail(p.Fact)
			if !failing.IsAboutOne(c.err) || p.Code != c.code || !strings.Contains(text, c.want) || strings.Contains(text, "hunter2") {
				t.Errorf("%s: %s", p.Code, text)
			}
			if c.line > 0 && p.Origin.StartLine != c.line {
				t.Errorf("line %d", p.Origin.StartLine)
			}
		})
	}
}
