package waves

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/workloadlang/wl/apply"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/kube"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/pool"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
	"github.com/workloadlang/wl/plan/masking"
	"github.com/workloadlang/wl/state"
)

// LabelCheck is the label of a check's Jobs: its value is the stack's name.
const LabelCheck = "wl/check"

// checkTTL is for how many seconds the Job of a check stays, where its block says nothing:
// a day, for whoever wants to know why it failed.
const checkTTL = int64(24 * 60 * 60)

// checker runs the checks of a run.
type checker struct{ *carrier }

// check runs the Job of a check on the clusters of a wave, as many at a time as the wave's
// clusters are applied to, and notes where it has succeeded. Where it has not, the cluster
// has failed.
func (c checker) check(ctx context.Context, d run.Check) error {
	if err := reaching(c).recognize(ctx, d.Clusters); err != nil {
		return err
	}
	_, err := pool.Map(ctx, max(1, d.Wave.MaxConcurrent), d.Clusters, func(ctx context.Context, name string) (struct{}, error) {
		return struct{}{}, c.checkOn(ctx, d, name)
	})
	return err
}

func (c checker) checkOn(ctx context.Context, d run.Check, name string) error {
	if due, err := c.isDue(ctx, d, name); err != nil || !due {
		return err
	}
	client, err := c.stack.Client(name)
	if err != nil {
		return err
	}
	job, err := c.jobOf(d, name)
	if err != nil {
		return err
	}
	known, failed := c.runJob(ctx, client, job, name)
	if errors.Is(failed, apply.ErrInterrupted) {
		return failed
	}
	if !known && d.Wave.SkipUnreachable {
		failed = c.unanswered(ctx, name, failed)
	}
	if err := c.noted(ctx, d, name, job.Ref, known, failed); err != nil {
		return err
	}
	if failed == nil {
		removeJob(ctx, client, job.Ref)
	}
	return nil
}

// isDue reports whether a check is to be begun on a cluster still: meanwhile it may have failed on another one, or a
// person have paused or aborted the run.
func (c checker) isDue(ctx context.Context, d run.Check, name string) (bool, error) {
	now, err := c.now(ctx)
	if err != nil {
		return false, err
	}
	if may, err := steered(c).may(ctx); err != nil || !may {
		return false, err
	}
	due, is := c.Run().Next(c.facts(c.Run(), now)).(run.Check)
	return is && due.Check == d.Check && slices.Contains(due.Clusters, name), nil
}

// noted notes what came of a check on a cluster.
func (c checker) noted(ctx context.Context, d run.Check, name string, job object.Ref, known bool, failed error) error {
	now, err := c.now(ctx)
	if err != nil {
		return err
	}
	if !known && silentState(d.Wave, failed) == run.Failed {
		return unlearnt(name, d.Check, failed) // the Job stays, and the next apply waits for it
	}
	why := fact.New(CheckFailed, fact.Args{"check": d.Check, "object": job, "said": causeOf(job, failed)})
	err = c.update(ctx, func(r run.Edit) bool {
		switch {
		case failed == nil:
			r.Succeed(name, d.Check, now)
		case !known:
			r.Leave(name, reachFact(failed), now)
		default:
			r.Fail(name, why, now)
		}
		return true
	})
	if err == nil && known && failed != nil {
		c.notify(ctx, notification{Event: "failed", Time: now, Cluster: name, What: why})
	}
	return err
}

// unanswered is why nothing is known of a Job: where the cluster does not say anything at all, that.
func (c checker) unanswered(ctx context.Context, cluster string, why error) error {
	if _, _, silent := reaching(c).reach(ctx, cluster); isUnreachable(silent) {
		return silent
	}
	return why
}

// causeOf is why a Job has not succeeded, without its name where that stands beside it.
func causeOf(job object.Ref, err error) fact.Fact {
	if failed := new(apply.Error); errors.As(err, &failed) && len(failed.Failures) > 0 {
		return apply.Reason(failed.Failures[0].Object, failed.Failures[0].Err)
	}
	return apply.Reason(job, err)
}

// checks is whose the Jobs of checks are: an ApplySet of their own, so that no plan of the
// stack takes them for what is to be removed. No stack has a name like it.
func (c checker) checks() object.Stack {
	id := c.stack.Stack.ID
	return object.Stack{Name: id.Name + ".checks", Namespace: id.Namespace}
}

// jobOf is the Job of a check on a cluster. It is named after the run, so that it is run
// once, and removed by itself.
func (c checker) jobOf(d run.Check, cluster string) (object.Manifest, error) {
	m, err := c.declaredCheck(d, cluster)
	if err != nil {
		return m, err
	}
	content := runtime.DeepCopyJSON(m.Content)
	metadata := content["metadata"].(map[string]any)
	labels, _ := metadata["labels"].(map[string]any)
	labels = maps.Clone(labels)
	if labels == nil {
		labels = map[string]any{}
	}
	labels[object.LabelApplySet], labels[LabelCheck] = c.checks().ApplySetID(), c.stack.Stack.ID.Name
	name := jobName(m.Ref.Name, c.Run().ID)
	metadata["name"], metadata["labels"] = name, labels
	if spec, _ := content["spec"].(map[string]any); spec != nil && spec["ttlSecondsAfterFinished"] == nil {
		spec["ttlSecondsAfterFinished"] = checkTTL
	}
	m.Content, m.Ref.Name = content, name
	return m, nil
}

// jobName is the name of a check's Job in a run: it fits into a label, and Jobs with a long beginning in common differ
// by a hash of the whole.
func jobName(name, id string) string {
	if most := 62 - len(id); len(name) > most {
		hash := fmt.Sprintf("-%x", sha256.Sum256([]byte(name)))[:9]
		name = name[:most-len(hash)] + hash
	}
	return name + "-" + id
}

// declaredCheck is the Job of a check as the configuration has it for a cluster. A run of
// this configuration names no other, unless another client has written it.
func (c checker) declaredCheck(d run.Check, cluster string) (object.Manifest, error) {
	address := ""
	for _, w := range c.stack.Stack.Rollout.Waves {
		for _, check := range w.Checks {
			if w.Name == d.Wave.Name && check.Name == d.Check {
				address = check.Workload
			}
		}
	}
	for _, declared := range c.stack.Stack.Clusters {
		for _, m := range declared.Checks {
			if declared.Name == cluster && m.Address == address {
				return m, nil
			}
		}
	}
	return object.Manifest{}, fact.NewError(nil, run.Damaged, nil)
}

// maskOf is what must not be shown of what a cluster says of a Job: its log is not shown where that is not known.
func (c checker) maskOf(ctx context.Context, client *kube.Client, cluster string, job object.Manifest) (object.Mask, error) {
	prior, err := state.Open(client, c.stack.Stack.ID).Read(ctx)
	if err != nil {
		return object.Mask{}, err
	}
	i := slices.IndexFunc(c.stack.Stack.Clusters, func(declared lang.Cluster) bool { return declared.Name == cluster })
	desired := append(slices.Clone(c.stack.Stack.Clusters[i].Objects), job)
	return masking.New(desired, c.stack.Stack.Sensitive, prior, client.Get).All(), nil
}

// runJob creates a Job, unless it is there, and waits until it has succeeded. Where it has not, known is whether
// it is known to have failed.
func (c checker) runJob(ctx context.Context, client *kube.Client, job object.Manifest, cluster string) (known bool, err error) {
	mask, err := c.maskOf(ctx, client, cluster, job)
	if err != nil {
		return false, err
	}
	live, err := client.Get(ctx, job.Ref)
	if apierrors.IsNotFound(err) { // one that is there counts, whether or not another could be created
		live, err = client.Create(ctx, job.Ref, job.Content)
		if apierrors.IsInvalid(err) || apierrors.IsForbidden(err) || apierrors.IsBadRequest(err) {
			return !kube.IsRightMissing(err), err // a right that whoever applies lacks says nothing of the cluster
		}
	}
	if apierrors.IsAlreadyExists(err) {
		live, err = client.Get(ctx, job.Ref)
	}
	if err != nil {
		return false, err
	}
	waiting := apply.Waiting{
		Cluster: cluster, Stack: c.checks(), Mask: client.Mask(ctx).With(mask), Timeout: c.options.Timeout,
		Workloads: []apply.Awaited{{Object: job.Ref, Address: job.Address, Live: live}},
	}
	if err := apply.Await(ctx, client, waiting, func(e apply.Event) { c.emit(cluster, e) }); err != nil {
		failed := new(apply.Error)
		return errors.As(err, &failed) && failed.IsKnown(), err
	}
	return true, nil
}

// removeJob deletes a Job that has succeeded, when that is noted: as long as it is not, the next apply finds the Job,
// and does not run it again. One that stays is removed by itself.
func removeJob(ctx context.Context, client *kube.Client, job object.Ref) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), unlocking)
	defer cancel()
	_ = client.Delete(ctx, job, "", kube.Background)
}
