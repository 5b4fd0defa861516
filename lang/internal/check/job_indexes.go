package check

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/workloadlang/wl/internal/nearest"
	"github.com/workloadlang/wl/lang/internal/blocks"
	"github.com/workloadlang/wl/lang/internal/decode"
	"github.com/workloadlang/wl/lang/internal/module"
)

// jobSettings are those of a Job, or of each run of a CronJob, being checked.
type jobSettings struct {
	*report
	blocks.Job
	item *module.Item
	pods decode.Argument[int64] // that must succeed
}

// Of a Job with numbered Pods and a limit for each number, the server takes larger
// numbers only with these limits.
const (
	maxIndexedParallelism = 100_000
	manyCompletions       = 100_000
	maxOfManyAtOnce       = 10_000
)

// indexed holds to the server's limits what numbers the Pods.
func (j jobSettings) indexed() {
	perIndex, failed := j.BackoffLimitPerIndex(), j.MaxFailedIndexes()
	total, known := j.pods.Lookup()
	if j.CompletionMode().Value() != "Indexed" {
		j.withoutIndexes()
		return
	}
	if failed.Present() && !perIndex.Present() && !j.item.Failed {
		j.fail(failed.Range(), "Missing required argument", "max_failed_indexes needs backoff_limit_per_index. Add it, or remove max_failed_indexes.")
	}
	if most, ok := failed.Lookup(); ok && known && most > total {
		j.fail(failed.Range(), "Invalid value", "max_failed_indexes (%s) must be at most the number of Pods in total (%s). Lower it.", shown(failed), shown(j.pods))
	}
	at, parallel := j.Parallelism(), int64(0)
	if at.Given() {
		parallel = at.Value()
	}
	switch {
	case parallel > maxIndexedParallelism:
		j.fail(at.Range(), "Invalid value", "parallelism of a Job with numbers must be at most %d. Lower it.", maxIndexedParallelism)
	case perIndex.Present() && known && total > manyCompletions:
		if !failed.Present() || failed.Value() > maxOfManyAtOnce || parallel > maxOfManyAtOnce {
			j.fail(perIndex.Range(), "Invalid value", "With more than %d Pods in total, backoff_limit_per_index needs max_failed_indexes and parallelism of at most %d. Set both, or lower the number of Pods.", manyCompletions, maxOfManyAtOnce)
		}
	}
}

// withoutIndexes refuses what only Pods with numbers have.
func (j jobSettings) withoutIndexes() {
	found := map[string]hcl.Range{}
	if a := j.BackoffLimitPerIndex(); a.Present() {
		found[a.Name()] = a.Range()
	}
	if a := j.MaxFailedIndexes(); a.Present() {
		found[a.Name()] = a.Range()
	}
	if b := j.SuccessPolicy(); b.Present() {
		found[b.Schema.Name] = b.Header
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if !j.item.Failed {
			j.fail(found[name], "Conflicting arguments", `%s is only for Pods with numbers. Write completion_mode = "Indexed", or remove it.`, name)
		}
	}
}

// failures checks the rules on failed Pods.
func (j jobSettings) failures() {
	policy := j.PodFailurePolicy()
	if !policy.Present() {
		return
	}
	if j.RestartPolicy().Present() && j.RestartPolicy().Value() != "Never" {
		j.fail(j.RestartPolicy().Range(), "Conflicting arguments", `With pod_failure_policy, restart_policy must be "Never". Change it, or remove pod_failure_policy.`)
	}
	if a := j.PodReplacementPolicy(); a.Present() && a.Value() != "Failed" {
		j.fail(a.Range(), "Conflicting arguments", `With pod_failure_policy, pod_replacement_policy must be "Failed". Change it, or remove pod_failure_policy.`)
	}
	j.atMost(maxFailureRules, len(policy.Rules()), "rule", policy.Header)
	for _, r := range policy.Rules() {
		codes, conditions := r.OnExitCodes(), r.OnPodConditions()
		if codes.Present() == (len(conditions) > 0) && !j.item.Failed {
			j.fail(r.Header, "Invalid value", "A rule of pod_failure_policy needs either on_exit_codes or on_pod_condition. Write one of them.")
		}
		if r.Action().Value() == "FailIndex" && !j.BackoffLimitPerIndex().Present() && !j.item.Failed {
			j.fail(r.Action().Range(), "Missing required argument", `action = "FailIndex" needs backoff_limit_per_index. Add it to the block job, or choose another action.`)
		}
		j.atMost(maxFailureRules, len(conditions), "on_pod_condition", r.Header)
		j.exitCodes(codes)
	}
}

// maxFailureRules is how many rules, and conditions of a rule, the server takes.
const maxFailureRules = 20

func (j jobSettings) exitCodes(codes blocks.OnExitCodes) {
	if !codes.Present() {
		return
	}
	values, last := codes.Values(), int64(-1)
	for i, v := range values.Value() {
		code, _ := v.(int64)
		if code == 0 && codes.Operator().Value() == "In" {
			j.fail(values.ElementRange(i), "Invalid value", `0 is no failure. Remove it, or write operator = "NotIn".`)
		}
		if code <= last {
			j.fail(values.ElementRange(i), "Invalid value", "The exit codes must be in ascending order, each of them once. Sort them.")
			return
		}
		last = code
	}
	j.container(j.item, codes.ContainerName())
}

// container looks for one of a workload's containers.
func (r *report) container(item *module.Item, name decode.Argument[string]) {
	if !name.Present() {
		return
	}
	var known []string
	for _, c := range allContainers(item) {
		known = append(known, c.Label)
	}
	if !slices.Contains(known, name.Value()) {
		r.fail(name.Range(), "No such container", "%s has no container %s.%s Name one of its containers.", item.Title(), shown(name), nearest.Sentence(name.Value(), known))
	}
}

// successes checks the rules on numbers that have succeeded.
func (j jobSettings) successes() {
	policy, total := j.SuccessPolicy(), j.pods.Value()
	if !policy.Present() {
		return
	}
	j.atMost(maxFailureRules, len(policy.Rules()), "rule", policy.Header)
	for _, r := range policy.Rules() {
		indexes, count := r.SucceededIndexes(), r.SucceededCount()
		if !indexes.Present() && !count.Present() && !j.item.Failed {
			j.fail(r.Header, "Invalid value", "A rule of success_policy needs succeeded_indexes or succeeded_count. Write one of them, or both.")
		}
		most := total
		if indexes.Present() {
			number, ordered := numbersIn(indexes.Value(), total)
			if !ordered {
				j.fail(indexes.Range(), "Invalid value", "succeeded_indexes (%s) must be numbers below %d, the number of Pods in total, in ascending order and each of them once. Correct it.", shown(indexes), total)
				continue
			}
			most = number
		}
		if n, ok := count.Lookup(); ok && j.pods.Present() && n > most {
			j.fail(count.Range(), "Invalid value", "succeeded_count (%s) must be at most the %d numbers that count. Lower it.", shown(count), most)
		}
	}
}

// numbersIn counts the numbers that a list such as "0,2-4" has, and reports whether
// they are ascending and below a total.
func numbersIn(list string, total int64) (count int64, ordered bool) {
	last := int64(-1)
	for part := range strings.SplitSeq(list, ",") {
		from, to, isRange := strings.Cut(part, "-")
		low, errLow := strconv.ParseInt(from, 10, 64)
		high, errHigh := low, error(nil)
		if isRange {
			high, errHigh = strconv.ParseInt(to, 10, 64)
		}
		if errLow != nil || errHigh != nil || low <= last || high < low || isRange && high == low || high >= total {
			return 0, false
		}
		count, last = count+high-low+1, high
	}
	return count, true
}
