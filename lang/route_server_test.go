package lang

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"sigs.k8s.io/yaml"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
)

// routeGroup is the group in which tests have HTTPRoutes: other tests see to clusters
// that have no Gateway API.
const routeGroup = "gateway.form.example.com"

// defineRoutes installs the definition of HTTPRoutes for tests. It stays: other tests
// that run at the same time use it as well.
func defineRoutes(t *testing.T, client *kube.Client) {
	t.Helper()
	src, err := os.ReadFile("testdata/httproute.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(src), kind.HTTPRoute.Group, routeGroup)
	var definition map[string]any
	if err := yaml.Unmarshal([]byte(text), &definition); err != nil {
		t.Fatal(err)
	}
	ref := object.NewRef(kind.Definition, "", "httproutes."+routeGroup)
	if _, err := client.Apply(t.Context(), kube.ApplyRequest{Ref: ref, Content: definition, FieldManager: "wl-test"}); err != nil {
		t.Fatal(err)
	}
	served, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	of := object.NewRef(kind.GroupKind{Group: routeGroup, Kind: kind.HTTPRoute.Kind}, "default", "none")
	for {
		_, err := client.Get(served, of)
		if !errors.As(err, new(*kube.NoKindError)) {
			return
		}
		select {
		case <-served.Done():
			t.Fatal(err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}
