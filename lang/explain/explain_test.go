package explain

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for question, want := range map[string]string{
		"workload":                              "workload",
		"workload.container.cpu":                "workload.container.cpu",
		"upgrade.max_surge":                     "workload.advanced.upgrade.max_surge",
		"max_surge":                             "workload.advanced.upgrade.max_surge",
		"cpu":                                   "workload.container.cpu",
		"service":                               "workload.service",
		"session_affinity":                      "workload.service.session_affinity",
		"schedule":                              "workload.schedule",
		"schedule.schedule":                     "workload.schedule.schedule",
		"hooks":                                 "workload.container.lifecycle",
		"hooks.pre_stop":                        "workload.container.lifecycle.pre_stop",
		"workload.init_container.hooks.start":   "workload.init_container.lifecycle.start",
		"workload.for_each":                     "workload.for_each",
		"workload.container.dynamic":            "dynamic",
		"dynamic":                               "dynamic",
		"dynamic.for_each":                      "dynamic.for_each",
		"iterator":                              "dynamic.iterator",
		"for_each":                              "workload.for_each",
		"count":                                 "workload.count",
		"depends_on":                            "workload.depends_on",
		"module.count":                          "module.count",
		"analysis.count":                        "rollout.wave.analysis.count",
		"terminationGracePeriodSeconds":         "workload.advanced.upgrade.termination_grace_period_seconds",
		"spec.template.spec.dnsPolicy":          "workload.advanced.dns.policy",
		"Deployment.spec.strategy.type":         "workload.advanced.upgrade.strategy",
		"cronjob.spec.timezone":                 "workload.schedule.time_zone",
		"livenessProbe":                         "workload.container.health_check.liveness",
		"spec.template.spec.containers[].image": "workload.container.image",
		"secretKeyRef":                          "workload.container.environment.secret_key",
		"configMapKeyRef":                       "workload.container.environment.config_map_key",
		"configMapRef":                          "workload.container.environment.import_config_map",
		"valueFrom":                             "workload.container.environment.field",
		"affinity":                              "workload.advanced.scheduling",
		"stringData":                            "secret.data",
		"Deployment":                            "workload",
		"deployments":                           "workload",
		"CronJob":                               "workload",
		"sts":                                   "workload",
		"ConfigMap":                             "config_map",
		"resources":                             "workload.container.cpu",
		"containers.resources":                  "workload.container.cpu",
		"resources.limits.cpu":                  "workload.container.cpu.limit",
		"resources.requests":                    "workload.container.cpu",
		"spec.template.spec.containers.resources.requests.memory": "workload.container.memory.request",
		"rule.resources":      "workload.service_account.role.rule.resources",
		"tolerations":         "workload.advanced.scheduling.toleration",
		"limits":              "stack.limits",
		"cm":                  "config_map",
		"ns":                  "namespace",
		"svc":                 "workload.service",
		"netpol":              "workload.network_policy",
		"hpa":                 "workload.advanced.autoscale",
		"pvc":                 "volume_claim",
		"PodDisruptionBudget": "workload.advanced.disruption_budget",
		"PriorityClass":       "object",
		"adopt":               "workload.lifecycle.adopt",
		"ignore_fields":       "workload.lifecycle.ignore_fields",
		"ignore":              "workload.lint.ignore",
		"sessionAffinityConfig.clientIP.timeoutSeconds": "workload.service.session_affinity.timeout_seconds",
	} {
		page, err := Find(question, English, false)
		if err != nil {
			t.Errorf("%s: %v", question, err)
		} else if page.Path != want {
			t.Errorf("%s is %s, want %s", question, page.Path, want)
		}
	}
}

func TestFindNothing(t *testing.T) {
	for question, want := range map[string]string{
		"max_surg":                           `the language has no block or argument "max_surg". Did you mean "max_surge"?`,
		"workload.advanced.upgrade.max_surg": `the block workload.advanced.upgrade has no "max_surg". Did you mean "max_surge"?`,
		"workload.advancd.upgrade":           `the block workload has no "advancd". Did you mean "advanced"?`,
		"terminationGracePeriodSecond":       `Did you mean "terminationGracePeriodSeconds"?`,
		"strategy.port":                      `the language has no block or argument`,
		"volume.claim_template.labels.x":     `the language has no block or argument`,
		"probe..":                            `the language has no block or argument`,
		"labels":                             `"labels" is ambiguous: name one of cluster.labels, namespace.labels`,
		"":                                   `the language has no block or argument ""`,
	} {
		if page, err := Find(question, English, false); err == nil {
			t.Errorf("%q is %s", question, page.Path)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", question, err, want)
		}
	}
}

// Every row of the table has a page under its own path, in both languages.
func TestEveryRowHasAPage(t *testing.T) {
	paths := Paths()
	if len(paths) < 300 || !slices.Contains(paths, "workload.container.cpu.limit") {
		t.Fatalf("only %d paths: %v", len(paths), paths)
	}
	han := regexp.MustCompile(`\p{Han}`)
	for _, path := range paths {
		english, err := Find(path, English, false)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		chinese, _ := Find(path, Chinese, false)
		if english.Path != path || chinese.Path != path {
			t.Errorf("%s is explained as %s and %s", path, english.Path, chinese.Path)
		}
		if han.MatchString(words(english)) {
			t.Errorf("%s has Chinese words in English: %s", path, words(english))
		}
		if english.Description == "" || !han.MatchString(chinese.Description) {
			t.Errorf("%s: %q, %q", path, english.Description, chinese.Description)
		}
	}
}

func words(p *Page) string {
	all := []string{p.Description, p.Type, p.Elsewhere}
	for _, l := range p.Limits {
		all = append(all, l.Rule)
	}
	for _, x := range p.Examples {
		all = append(all, x.Words)
	}
	return strings.Join(all, " ")
}

func TestWholeIsATree(t *testing.T) {
	count := 0
	var walk func([]Row)
	walk = func(rows []Row) {
		for _, r := range rows {
			count++
			walk(r.Rows)
		}
	}
	walk(Whole(English, true).Blocks)
	// An argument may share its path with a block.
	if paths := len(paths(rows())); count < paths || count > paths+5 {
		t.Errorf("the tree has %d rows, the table %d", count, paths)
	}
}

// What every block takes is one argument, and what only shares its name is told beside it.
func TestArgumentsOfEveryBlock(t *testing.T) {
	page, err := Find("count", English, false)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(page.Same, "module.count") || !slices.Contains(page.Same, "config_map.count") || slices.Contains(page.Same, page.Path) {
		t.Errorf("the same: %v", page.Same)
	}
	if !slices.Contains(page.Also, "rollout.wave.analysis.count") || slices.Contains(page.Also, "module.count") {
		t.Errorf("also: %v", page.Also)
	}
}
