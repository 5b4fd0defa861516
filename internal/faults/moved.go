package faults

import (
	"cmp"
	"context"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/object"
)

// moves is a round of a move to another name, after which the stack is destroyed under that name.
func (t *trial) moves(ctx context.Context) error {
	args := []string{"state", "mv", "--to-stack", movedName, "--auto-approve"}
	if err := t.disturbed(ctx, args...); err != nil {
		return err
	}
	if t.end.code != 0 { // where it was done already, it refuses
		if _, err := t.program.run(args...); err != nil {
			return err
		}
	}
	if _, err := t.configured(ctx, t.to, movedName); err != nil {
		return err
	}
	if err := t.unchanged(ctx); err != nil {
		return fmt.Errorf("the move was not continued: %w", err)
	}
	if err := t.clear(ctx); err != nil {
		return fmt.Errorf("after a move: %w", err)
	}
	return t.cluster.nothingLeft(ctx)
}

// releases is a round of a release of one object, which is adopted again afterwards.
func (t *trial) releases(ctx context.Context) error {
	released := object.NewRef(kind.ConfigMap, t.cluster.namespace, "settings")
	before, err := t.cluster.of(kind.ConfigMap).Get(ctx, released.Name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	args := []string{"state", "rm", "config_map.settings", "--auto-approve"}
	if err := t.disturbed(ctx, args...); err != nil {
		return err
	}
	if t.end.code != 0 { // where it was done already, it refuses
		if _, err := t.program.run(args...); err != nil {
			return err
		}
	}
	after, err := t.cluster.of(kind.ConfigMap).Get(ctx, released.Name, metav1.GetOptions{})
	if err != nil {
		return fmt.Errorf("%s is lost: %w", released, err)
	}
	listed, err := t.cluster.listed(ctx)
	switch labels := after.GetLabels(); {
	case err != nil:
		return err
	case after.GetUID() != before.GetUID():
		return fmt.Errorf("%s was made again", released)
	case listed[released] || labels[object.LabelApplySet] != "":
		return fmt.Errorf("%s was not released: it has the labels %v, and the state has %v", released, labels, listed)
	}
	return t.adopts(ctx)
}

// adopts has an apply adopt what the configuration has and the stack does not, and holds that all is as before.
func (t *trial) adopts(ctx context.Context) error {
	if _, err := t.must("apply", "--auto-approve", "--adopt"); err != nil {
		return fmt.Errorf("what was released is not adopted again: %w", err)
	}
	after, err := t.cluster.world(ctx, stackName)
	if err != nil {
		return err
	}
	return cmp.Or(isThere(after, t.had), t.cluster.settled(ctx, after, t.round), t.unchanged(ctx))
}
