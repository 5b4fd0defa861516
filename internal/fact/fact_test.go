package fact_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/workloadlang/wl/internal/fact"
)

type name string

func (n name) String() string { return "the " + string(n) }

// Arguments are what they are after they were stored.
func TestNew(t *testing.T) {
	f := fact.New("lost", fact.Args{
		"ref": name("web"), "n": int32(3), "why": fact.Code("x"), "empty": "", "no": false, "none": []string{}, "nothing": nil,
		"inner": fact.New("y", nil), "zero": 0, "zeroFact": fact.Fact{},
	})
	want := fact.Fact{Code: "lost", Args: fact.Args{"ref": "the web", "n": int64(3), "why": "x", "inner": fact.Fact{Code: "y"}, "zero": int64(0)}}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
}

// Whoever takes texts out takes them out everywhere.
func TestMap(t *testing.T) {
	f := fact.New("a", fact.Args{
		"text": "hunter2", "list": []string{"b", "hunter2"}, "n": 2,
		"fact": fact.New("b", fact.Args{"text": "hunter2"}), "facts": []fact.Fact{fact.New("c", fact.Args{"text": "hunter2"})},
	})
	hide := func(s string) string {
		if s == "hunter2" {
			return "(sensitive)"
		}
		return s
	}
	raw, err := json.Marshal(f.Map(hide))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"code":"a","args":{"fact":{"code":"b","args":{"text":"(sensitive)"}},"facts":[{"code":"c","args":{"text":"(sensitive)"}}],"list":["b","(sensitive)"],"n":2,"text":"(sensitive)"}}`
	if diff := cmp.Diff(want, string(raw)); diff != "" {
		t.Error(diff)
	}
	if f.Text("text") != "hunter2" {
		t.Error("the fact itself has changed")
	}
}

// What is stored is read as it was.
func TestJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := facts(2).Draw(t, "fact")
		raw, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var read fact.Fact
		if err := json.Unmarshal(raw, &read); err != nil {
			t.Fatal(err)
		}
		if !f.Equal(read) {
			t.Fatal(cmp.Diff(f, read))
		}
	})
}

func facts(depth int) *rapid.Generator[fact.Fact] {
	return rapid.Custom(func(t *rapid.T) fact.Fact {
		values := []*rapid.Generator[any]{rapid.String().AsAny(), rapid.Int64().AsAny(), rapid.Bool().AsAny(), rapid.SliceOf(rapid.String()).AsAny()}
		if depth > 0 {
			values = append(values, facts(depth-1).AsAny(), rapid.SliceOfN(facts(depth-1), 0, 2).AsAny())
		}
		args := rapid.MapOfN(rapid.StringMatching(`[a-z]{1,4}`), rapid.OneOf(values...), 0, 3).Draw(t, "args")
		return fact.New(fact.Code(rapid.StringMatching(`[a-z_]{1,8}`).Draw(t, "code")), args)
	})
}

// What is no argument is refused, not guessed at.
func TestForeignJSON(t *testing.T) {
	for _, raw := range []string{`{"a":1.5}`, `{"a":[1]}`, `{"a":{"other":1}}`, `{"a":null}`, `[]`, `{"a":[null]}`} {
		var args fact.Args
		if err := json.Unmarshal([]byte(raw), &args); err == nil {
			t.Errorf("%s is read as %#v", raw, args)
		}
	}
}

// What a failure follows from is kept as the fact that it is, or as its text.
func TestNewError(t *testing.T) {
	inner := fact.NewError(nil, "lost", fact.Args{"server": "a"})
	for _, c := range []struct {
		err  error
		want fact.Args
	}{
		{nil, nil},
		{errors.New("refused"), fact.Args{"said": "refused"}},
		{fmt.Errorf("Pod a: %w", inner), fact.Args{"said": inner.Fact()}},
	} {
		outer := fact.NewError(c.err, "unwatched", nil)
		if diff := cmp.Diff(fact.New("unwatched", c.want), fact.Of(fmt.Errorf("further: %w", outer))); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.err, diff)
		}
		if !errors.Is(outer, c.err) && c.err != nil {
			t.Errorf("%v is not what it follows from", c.err)
		}
	}
}
