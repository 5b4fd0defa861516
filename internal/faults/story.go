package faults

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// story is what is known of a round that a change can be judged by.
type story struct {
	*round
	had, wants world           // what the configurations want, at first and in the end
	before     world           // what there was just before wl was disturbed
	templates  map[string]bool // the Pod templates that there were
}

// begin remembers what there is.
func (s *story) begin(ctx context.Context, c cluster) (err error) {
	if s.before, err = c.world(ctx, stackName); err != nil {
		return err
	}
	s.templates, err = c.templates(ctx)
	return err
}

// consistent holds that nothing was done in vain or twice.
func (s *story) consistent(ctx context.Context, c cluster, after world, writes []written) error {
	templates, err := c.templates(ctx)
	if err != nil {
		return err
	}
	return cmp.Or(s.restartedInVain(after, templates), s.madeTwice(writes))
}

// restartedInVain holds that no workload has got another Pod template, or was changed at all, without reason.
func (s *story) restartedInVain(after world, templates map[string]bool) error {
	for ref, now := range after {
		if ref.GroupKind() != kind.Deployment && ref.GroupKind() != kind.StatefulSet {
			continue
		}
		grown := 0
		for name := range templates {
			if strings.HasPrefix(name, ref.Name+"-") && !s.templates[name] {
				grown++
			}
		}
		if allowed := s.newTemplates(ref); grown > allowed {
			return fmt.Errorf("%s has got %d Pod templates, and not %d", ref, grown, allowed)
		}
		if a := s.before[ref]; a != nil && s.same(ref) && a.GetGeneration() != now.GetGeneration() {
			return fmt.Errorf("%s was changed without reason: generation %d, and now %d", ref, a.GetGeneration(), now.GetGeneration())
		}
	}
	return nil
}

// newTemplates is how many Pod templates the round may have brought a workload.
func (s *story) newTemplates(ref object.Ref) int {
	allowed := 0
	if !reflect.DeepEqual(templateOf(s.had[ref]), templateOf(s.wants[ref])) {
		allowed++
	}
	if s.then != s.to {
		allowed++
	}
	if s.touched(ref, Deleted) {
		allowed++ // the former ReplicaSet may still be there, with the name that the new one would get
	}
	if s.verb == restarts && ref.Name == "web" {
		allowed++
		if !s.alone() {
			allowed++ // each of two that restart does
		}
	}
	return allowed
}

func templateOf(o *unstructured.Unstructured) any {
	if o == nil {
		return nil
	}
	template, _, _ := unstructured.NestedFieldNoCopy(o.Object, "spec", "template")
	return template
}

// same reports whether every configuration of the round has an object, the same, and only wl writes it.
func (s *story) same(ref object.Ref) bool {
	ours := s.verb != restarts && s.then == s.to && !s.touched(ref)
	return ours && s.had[ref] != nil && s.wants[ref] != nil && reflect.DeepEqual(s.had[ref].Object, s.wants[ref].Object)
}

// madeTwice holds that nothing was created, or deleted, more often than it had to be.
func (s *story) madeTwice(writes []written) error {
	if s.then != s.to || s.verb != applies && s.verb != saved {
		return nil
	}
	for ref := range s.wants {
		made, gone := 0, 0
		for _, w := range writes {
			switch {
			case !strings.HasSuffix(w.url, "/"+kind.About(ref.GroupKind()).Plural+"/"+ref.Name):
			case w.created:
				made++
			case w.method == http.MethodDelete:
				gone++
			}
		}
		mayMake, mayDelete := s.mayMake(ref)
		if made > mayMake || gone > mayDelete {
			return fmt.Errorf("%s was created %d times and deleted %d times, and not %d and %d", ref, made, gone, mayMake, mayDelete)
		}
	}
	return nil
}

// mayMake is how often an object that is wanted may be created, and how often deleted.
func (s *story) mayMake(ref object.Ref) (created, deleted int) {
	switch {
	case s.before[ref] == nil:
		created++
	case ref.GroupKind() == kind.Job && !s.same(ref): // it runs again
		created, deleted = 1, 1
	}
	if s.touched(ref, Deleted) {
		created++
	}
	return created, deleted
}
