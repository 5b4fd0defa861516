package table

import "github.com/workloadlang/wl/lang/schema"

// Functions that compile what is no plain rename.
const (
	CompileNames           schema.Func = "names"
	CompileRolling         schema.Func = "rolling"
	CompileService         schema.Func = "service"
	CompileServicePort     schema.Func = "service_port"
	CompileSessionAffinity schema.Func = "session_affinity"
	CompileHeadless        schema.Func = "headless"
	CompileLoadBalancer    schema.Func = "load_balancer"
	CompileNamedValues     schema.Func = "named_values"
	CompileAddresses       schema.Func = "addresses"
	CompileVolume          schema.Func = "volume"
	CompileItems           schema.Func = "items"
	CompilePresent         schema.Func = "present"
	CompileItemModes       schema.Func = "item_modes"
	CompileItemUsers       schema.Func = "item_users"
	CompileDevices         schema.Func = "devices"
	CompileHugePages       schema.Func = "huge_pages"
	CompileResizePolicy    schema.Func = "resize_policy"
	CompileConditionTypes  schema.Func = "condition_types"

	CompileDevice            schema.Func = "device"
	CompileMIG               schema.Func = "mig"
	CompileSecretData        schema.Func = "secret_data"
	CompileReplicas          schema.Func = "replicas"
	CompileAutoscale         schema.Func = "autoscale"
	CompileMetric            schema.Func = "metric"
	CompileBudget            schema.Func = "budget"
	CompileTolerationSeconds schema.Func = "toleration_seconds"
	CompileTopologySpread    schema.Func = "topology_spread"
	CompileDNSOptions        schema.Func = "dns_options"
	CompileLog               schema.Func = "log"
	CompileRaw               schema.Func = "raw"
	CompileStrategy          schema.Func = "strategy"
)
