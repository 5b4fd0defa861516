package run

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/workloadlang/wl/internal/analysis"
	"github.com/workloadlang/wl/internal/fact"
)

// noise is a text that no compression makes shorter than a quarter or so.
func noise(length int) string {
	r := rand.New(rand.NewPCG(1, uint64(length)))
	var b strings.Builder
	for b.Len() < length {
		fmt.Fprintf(&b, "%x", r.Uint64())
	}
	return b.String()
}

// large is a run of as much as the language allows: clusters in waves, each with analyses of a thousand samples.
func large(waves, clusters, analyses int) Edit {
	r := Edit{&Run{FormatVersion: FormatVersion, ID: "k3x9d2ab", Key: NewKey(), State: UnderWay}}
	luck := rand.New(rand.NewPCG(7, 7))
	for w := range waves {
		wave := Wave{Name: fmt.Sprint("wave-", w), Healthy: start}
		for c := range clusters / waves {
			wave.Clusters = append(wave.Clusters, Cluster{Name: fmt.Sprintf("prod-%d-%d", w, c), Context: "arn:aws:eks:eu-1:cluster/prod", UID: noise(36), State: Applied, Digest: DigestOf(r.Key, []byte{byte(c)})})
		}
		for a := range analyses {
			wave.Analyses = append(wave.Analyses, Analysis{Name: fmt.Sprint("analysis-", a), Interval: time.Second, Count: 1000, FailureLimit: 1000, ErrorLimit: 1000})
		}
		r.Waves = append(r.Waves, wave)
		for _, a := range wave.Analyses {
			for _, c := range wave.Clusters {
				var all []analysis.Sample
				for n := 0; n < 1000; n += 1 + luck.IntN(9) { // many were not answered yet
					s := analysis.Sample{Cluster: c.Name, Number: n + 1, At: start.Add(time.Duration(n) * time.Second), Asked: start, Value: fmt.Sprint(luck.Float64()), Verdict: analysis.Success}
					switch luck.IntN(60) {
					case 0, 1, 2, 3:
						s.Verdict = analysis.Failure
					case 4:
						s.Verdict, s.Problem = analysis.Error, fact.New(analysis.NoAnswer, fact.Args{"said": noise(900 + n)})
					}
					all = append(all, s)
				}
				r.Sampled(wave.Name, a.Name, all...)
			}
		}
	}
	return r
}

// restarts are some of many Pods.
func restarts(pods int) Restarts {
	all := Restarts{}
	for i := range pods {
		all[noise(36)] = int64(1 + i)
	}
	return all
}

// The largest run fits into a Secret, also with the reason for which it is aborted.
func TestLargestRunFits(t *testing.T) {
	const secret = 1 << 20
	for name, r := range map[string]Edit{"one wave": large(1, 200, 6), "waves that have passed": large(20, 200, 6), "a few clusters": large(1, 3, 40)} {
		for _, w := range r.Waves[1:] {
			r.Pass(w.Name, start)
		}
		for i, w := range r.Waves {
			for _, c := range w.Clusters {
				if w.Passed.IsZero() {
					r.Conclude(c.Name, Applied, 1, restarts(2*mostRestarted), fact.Fact{}, start)
				}
				r.Fail(c.Name, fact.New(CheckFailedOf, fact.Args{"said": noise(100_000 + i)}), start)
			}
		}
		for i := range 1000 {
			r.Outside = Besides(r.Outside, Outside{Operation: "apply", Clusters: []string{"a"}, Note: *NoteOf("bob", start, noise(50_000+i))})
		}
		r.Pause = NoteOf("bob", start, noise(100_000))
		r.End(Aborted, fact.New("run_aborted_by", fact.Args{"user": "bob", "reason": noise(130_000)}), start)
		raw, err := r.Encode()
		if err != nil || len(raw) > secret*9/10 {
			t.Errorf("%s: %d bytes, which do not fit: %v", name, len(raw), err)
		}
		if again, err := Decode(raw); err != nil || again.State != Aborted || len(again.Outside) != mostOutside {
			t.Errorf("%s: read again: %v", name, err)
		}
	}
}

// CheckFailedOf is a reason for a test.
const CheckFailedOf fact.Code = "check_failed"

// A run of the first form, with each sample and no tally, is continued.
func TestFirstForm(t *testing.T) {
	r := fleet()
	r.FormatVersion = 1
	w := &r.Waves[0]
	for i := range w.Clusters {
		w.Clusters[i].State = Applied
	}
	w.Healthy = start
	a := &w.Analyses[0]
	for n := 1; n < a.Count; n++ {
		a.Samples = append(a.Samples, analysis.Sample{Cluster: w.Clusters[0].Name, Number: n, At: at(n), Asked: at(n), Verdict: analysis.Success})
	}
	raw, err := json.Marshal(r.Run)
	if err != nil {
		t.Fatal(err)
	}
	read, err := Decode(raw)
	if err != nil {
		t.Fatal(err)
	}
	of := read.Waves[0].Analyses[0]
	if got := of.Rule().Of(w.Clusters[0].Name, of.Taken); got.Successes != a.Count-1 || got.To != a.Count-1 || len(of.Samples) != a.Count-1 {
		t.Errorf("%+v", got)
	}
	raw, err = read.Encode()
	if err != nil {
		t.Fatal(err)
	}
	var form struct {
		FormatVersion int    `json:"format_version"`
		ID            string `json:"id"`
	}
	if err := json.Unmarshal(raw, &form); err != nil || form.FormatVersion != 2 || form.ID != "" {
		t.Errorf("an older wl does not see that it is newer: %+v %v", form, err)
	}
	for name, broken := range map[string]string{
		"newer": `{"format_version":3,"packed":""}`, "unpacked": `{"format_version":2,"id":"x"}`, "no JSON": `{"format_version":2,"packed":"eA=="}`,
	} {
		if _, err := Decode([]byte(broken)); err == nil {
			t.Errorf("%s: it is read", name)
		}
	}
}
