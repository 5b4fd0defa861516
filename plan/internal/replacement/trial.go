package replacement

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	batchv1 "k8s.io/api/batch/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/kubeschema"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/ownership"
	"github.com/workloadlang/wl/plan/internal/compare"
)

// Trial is the object under another name: the server judges it as it would
// judge a new one, which it cannot be asked while the old one is there. Ports
// of nodes are left to the server, for the old object has them still. Own makes the
// answer one about the object itself.
func Trial(m *object.Manifest) (object.Ref, map[string]any, error) {
	digest, err := object.Digest(m.Ref.Name)
	if err != nil {
		return object.Ref{}, nil, err
	}
	ref := m.Ref
	ref.Name = strings.TrimRight(ref.Name[:min(len(ref.Name), 38)], "-.") + "-wl-" + digest[:8]
	content := object.WithMetadata(m.Content, "name", ref.Name)
	switch ref.GroupKind() {
	case kind.Service:
		content = withoutNodePorts(content)
	case kind.Job:
		content = labelledAs(content, m.Ref.Name, ref.Name)
	}
	return ref, content, nil
}

// Own is a server's answer to a trial as it answers about the object itself: a server, and
// admission, puts the name of an object into others of its fields, too.
func Own(own, trial object.Ref, result kube.ApplyResult) kube.ApplyResult {
	result.Object, _ = renamed(result.Object, trial.Name, own.Name).(map[string]any)
	result.Warnings = slices.Clone(result.Warnings)
	for i, text := range result.Warnings {
		result.Warnings[i] = strings.ReplaceAll(text, trial.Name, own.Name)
	}
	return result
}

// OwnError is the same of an error in place of an answer, which is changed.
func OwnError(own, trial object.Ref, err error) error {
	if failed := new(kube.RequestError); errors.As(err, &failed) && failed.Subject == trial.String() {
		failed.Subject = own.String()
	}
	if said := new(apierrors.StatusError); errors.As(err, &said) {
		s := &said.ErrStatus
		s.Message = strings.ReplaceAll(s.Message, trial.Name, own.Name)
		if s.Details != nil {
			for i := range s.Details.Causes {
				cause := &s.Details.Causes[i]
				cause.Message = strings.ReplaceAll(cause.Message, trial.Name, own.Name)
			}
		}
	}
	return err
}

func renamed(v any, from, to string) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, from, to)
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = renamed(item, from, to)
		}
		return list
	case map[string]any:
		fields := make(map[string]any, len(v))
		for name, field := range v {
			fields[name] = renamed(field, from, to)
		}
		return fields
	}
	return v
}

// labelledAs is a Job whose Pods have its new name where the configuration labels them with
// its name, as the server would, which refuses any other there.
func labelledAs(job map[string]any, from, to string) map[string]any {
	labels, ok := object.At(job, "spec", "template", "metadata", "labels").(map[string]any)
	if !ok || object.At(job, "spec", "manualSelector") == true {
		return job
	}
	labels = maps.Clone(labels)
	for _, name := range []string{batchv1.JobNameLabel, "job-name"} {
		if labels[name] == from {
			labels[name] = to
		}
	}
	return object.WithNested(job, labels, "spec", "template", "metadata", "labels")
}

// WithDefaults is a new object, as it was computed, with the defaults that the live one has: a
// server gives it the same, where nobody has set those fields.
func WithDefaults(c *compare.Comparison, computed map[string]any) (map[string]any, error) {
	changes, err := kubeschema.Diff(c.Live, computed)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	owners, err := c.Restored.OwnersOf(c.Meta)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Manifest.Ref, err)
	}
	var defaults []object.Path
	for _, d := range changes {
		owned := func(o ownership.Owner) bool { return kubeschema.HasWithin(o.Fields, d.Path) }
		if d.AfterAt.IsRoot() && !kubeschema.HasWithin(c.Owned, d.Path) && !slices.ContainsFunc(owners, owned) {
			defaults = append(defaults, d.Path)
		}
	}
	return kubeschema.Carried(computed, c.Live, defaults), nil
}

func withoutNodePorts(service map[string]any) map[string]any {
	ports, ok := object.At(service, "spec", "ports").([]any)
	if !ok {
		return service
	}
	free := make([]any, len(ports))
	for i, p := range ports {
		free[i] = p
		if port, ok := p.(map[string]any); ok {
			free[i] = object.Without(port, "nodePort")
		}
	}
	return object.With(service, "spec", object.With(service["spec"].(map[string]any), "ports", free))
}
