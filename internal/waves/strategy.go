package waves

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/workloadlang/wl/internal/engine"
	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/object"
	"github.com/workloadlang/wl/internal/run"
	"github.com/workloadlang/wl/lang"
)

// frozen is a new run of a stack, as its configuration has it: its waves, and what each
// cluster is to get.
func frozen(s *engine.Stack, key []byte) (*run.Run, error) {
	rollout := s.Stack.Rollout
	r := &run.Run{FormatVersion: run.FormatVersion, Key: key, Stack: s.Stack.ID, Home: homeOf(s), State: run.UnderWay, OnFailure: rollout.OnFailure}
	for _, w := range rollout.Windows {
		r.Windows = append(r.Windows, run.Window{Deny: w.Deny, Schedule: w.Schedule, Duration: w.Duration, TimeZone: w.TimeZone})
	}
	strategy, err := strategyOf(rollout)
	if err != nil {
		return nil, err
	}
	r.Strategy = run.DigestOf(key, strategy)
	all := []string{r.Strategy}
	for i := range rollout.Waves {
		w, err := waveOf(&rollout.Waves[i], key)
		if err != nil {
			return nil, err
		}
		all = append(all, w.Strategy)
		for _, name := range rollout.Waves[i].Clusters {
			c, err := clusterOf(s, w.Name, name, key)
			if err != nil {
				return nil, err
			}
			w.Clusters = append(w.Clusters, c)
			all = append(all, c.Digest)
		}
		r.Waves = append(r.Waves, w)
	}
	r.Digest = run.DigestOf(key, []byte(strings.Join(all, "\n")))
	return r, nil
}

// ignored are the options that say something else than the run is frozen with, and have no effect.
func ignored(o Options, of *run.Run) (all []fact.Fact) {
	if frozen := cmp.Or(of.OnFailure, string(engine.Halt)); o.OnFailure != "" && string(o.OnFailure) != frozen {
		all = append(all, fact.New(OptionIgnored, fact.Args{"run": of.ID, "option": "--on-failure", "value": frozen}))
	}
	if o.MaxConcurrent != 0 {
		all = append(all, fact.New(OptionIgnored, fact.Args{"run": of.ID, "option": "--max-concurrent"}))
	}
	return all
}

// OptionIgnored means that an option of an apply has no effect on its run.
const OptionIgnored fact.Code = "run_option_ignored"

func waveOf(w *lang.Wave, key []byte) (run.Wave, error) {
	written, err := writtenWave(w)
	if err != nil {
		return run.Wave{}, err
	}
	frozen := run.Wave{
		Name: w.Name, Strategy: run.DigestOf(key, written), MaxConcurrent: w.MaxConcurrent, MaxFailures: w.MaxFailures, SkipUnreachable: w.SkipUnreachable, Soak: w.Soak,
	}
	for _, c := range w.Checks {
		frozen.Checks = append(frozen.Checks, c.Name)
	}
	for _, a := range w.Analyses {
		frozen.Analyses = append(frozen.Analyses, run.Analysis{Name: a.Name, Interval: a.Interval, Count: a.Count, FailureLimit: a.FailureLimit, ErrorLimit: a.ErrorLimit})
	}
	if w.Approval != nil {
		frozen.Approval = &run.Approval{Groups: w.Approval.Groups, Quorum: w.Approval.Quorum, NotInitiator: w.Approval.NotInitiator}
	}
	return frozen, nil
}

// The written form of a rollout block, of whose digest a run is, which another wl may continue: a field that is added
// is omitted where it is unset.
type (
	windowForm struct {
		Deny     bool
		Schedule string
		Duration time.Duration
		TimeZone string
		Origin   object.Range // none: where it is written is no part of it
	}
	waveForm struct {
		Name                            string
		Concurrency                     string
		MaxFailures                     int
		SkipUnreachable                 bool
		Soak                            time.Duration
		Checks                          []checkForm
		Approval                        *approvalForm
		Clusters, MaxConcurrent, Origin struct{} // those that come or go do not make it another one
		Analyses                        []analysisForm
	}
	checkForm    struct{ Name, Workload string }
	approvalForm struct {
		Groups       []string
		Quorum       int
		NotInitiator bool
	}
	analysisForm struct {
		Name                            string
		Interval                        time.Duration
		Count, FailureLimit, ErrorLimit int
		Queries, Address                struct{} // evaluated for each cluster: queriesOf
		Success, Failure                string
	}
)

// strategyOf is the rollout block as bytes, without its waves, and without the home, which
// may be another one where that was lost.
func strategyOf(r lang.Rollout) ([]byte, error) {
	var windows []windowForm
	for _, w := range r.Windows {
		w.Origin = object.Range{}
		windows = append(windows, windowForm(w))
	}
	return json.Marshal(map[string]any{"on_failure": r.OnFailure, "windows": windows})
}

// writtenWave is a wave block as bytes: as it is written, not as it is resolved with the
// clusters that are in it now.
func writtenWave(w *lang.Wave) ([]byte, error) {
	written := waveForm{
		Name: w.Name, Concurrency: w.Concurrency, MaxFailures: w.MaxFailures, SkipUnreachable: w.SkipUnreachable, Soak: w.Soak, Approval: (*approvalForm)(w.Approval),
	}
	for _, c := range w.Checks {
		written.Checks = append(written.Checks, checkForm(c))
	}
	for _, a := range w.Analyses {
		written.Analyses = append(written.Analyses, analysisForm{
			Name: a.Name, Interval: a.Interval, Count: a.Count, FailureLimit: a.FailureLimit, ErrorLimit: a.ErrorLimit, Success: a.Success.Canonical(), Failure: a.Failure.Canonical(),
		})
	}
	return json.Marshal(written)
}

// clusterOf is a cluster that nothing was done to, with the digest of what it is to get.
func clusterOf(s *engine.Stack, wave, name string, key []byte) (run.Cluster, error) {
	i := slices.IndexFunc(s.Stack.Clusters, func(c lang.Cluster) bool { return c.Name == name })
	declared := &s.Stack.Clusters[i]
	lines := []string{wave}
	for _, objects := range [][]object.Manifest{declared.Objects, declared.Checks} {
		for j := range objects {
			digest, err := object.Digest(objects[j].Canonical())
			if err != nil {
				return run.Cluster{}, fmt.Errorf("%s: %w", objects[j].Ref, err)
			}
			lines = append(lines, objects[j].Ref.String()+" "+digest)
		}
		lines = append(lines, "")
	}
	lines = append(lines, queriesOf(s.Stack.Rollout, wave, name)...)
	return run.Cluster{Name: name, Context: declared.Context, State: run.Pending, Digest: run.DigestOf(key, []byte(strings.Join(lines, "\n")))}, nil
}

// queriesOf are what the analyses of a wave ask about a cluster.
func queriesOf(r lang.Rollout, wave, cluster string) (queries []string) {
	for _, w := range r.Waves {
		for _, a := range w.Analyses {
			if w.Name == wave {
				queries = append(queries, a.Name+" "+a.Address+" "+a.Queries[cluster])
			}
		}
	}
	return queries
}

// same reports whether the configuration is that of a run: its strategy, that of the waves
// that are in both, and what the clusters get that are. Added and removed are the other
// clusters; a wave that has no others counts as one without clusters. One that was left out and is
// declared again is added: the run does not come back to it.
func same(s *engine.Stack, r *run.Run) (is bool, added, removed []string, err error) {
	now, err := frozen(s, r.Key)
	if err != nil {
		return false, nil, nil, err
	}
	digests := map[string]string{}
	for _, w := range now.Waves {
		for _, c := range w.Clusters {
			digests[c.Name] = c.Digest
		}
	}
	is = now.Strategy == r.Strategy && now.Home == r.Home && slices.Equal(common(now, r), common(r, now))
	for _, w := range r.Waves {
		for _, c := range w.Clusters {
			digest, still := digests[c.Name]
			if still && c.Reason.Code == run.NotDeclared {
				continue
			}
			delete(digests, c.Name)
			if !still {
				removed = append(removed, c.Name)
			} else if digest != c.Digest {
				is = false
			}
		}
	}
	return is, slices.Sorted(maps.Keys(digests)), removed, nil
}

// common are the waves of a run that another has, too, with their strategies.
func common(of, with *run.Run) (waves []string) {
	for _, w := range of.Waves {
		if with.Wave(w.Name) != nil {
			waves = append(waves, w.Name+" "+w.Strategy)
		}
	}
	return waves
}
