package check

import (
	"github.com/workloadlang/wl/lang/schema"
)

// maxRestartRules is what the server takes of one container.
const maxRestartRules = 20

// restarts wants the rules by which a container is restarted to be complete.
func (c *container) restarts() {
	rules := c.RestartPolicyRules()
	if len(rules) > 0 && !c.RestartPolicy().Present() && !c.item.Failed {
		c.fail(rules[0].Header, "Missing required argument", `%s has no restart_policy, which decides where no restart_policy_rule matches. Add restart_policy = "Never", for example.`, c.Title())
	}
	if len(rules) > maxRestartRules {
		c.fail(rules[maxRestartRules].Header, "Too many blocks", "%s has %d restart_policy_rule blocks; the server accepts at most %d. Merge some of them.", c.Title(), len(rules), maxRestartRules)
	}
	for _, r := range rules {
		seen, codes := make(map[any]bool), r.ExitCodes()
		for i, code := range codes.Value() {
			if seen[code] {
				c.fail(codes.ElementRange(i), "Duplicate value", "exit_codes has %v twice. Remove one of the two.", code)
			}
			seen[code] = true
		}
	}
}

// isJob reports whether a workload's Pods are those of a Job.
func isJob(k schema.Kinds) bool { return k&(schema.Job|schema.CronJob) != 0 }
