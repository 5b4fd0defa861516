stack "shop" {}

workload "daemons" {
  kind = "DaemonSet"
  container "main" {
    image = "agent:1.0"
  }
  advanced {
    autoscale { # error: autoscale does not apply to a DaemonSet; it applies to Deployment and StatefulSet workloads.
      max_replicas = 2
    }
    disruption_budget { # error: disruption_budget does not apply to a DaemonSet
      max_unavailable = 1
    }
  }
}

workload "limits" {
  kind = "Deployment"
  container "main" {
    image = "front:1.0"
  }
  advanced {
    autoscale { # error: autoscale has no max_replicas.
      min_replicas       = -1 # error: min_replicas must be 0 or more
      cpu_utilization    = 0 # error: cpu_utilization must be 1 or more
      memory_utilization = 0 # error: memory_utilization must be 1 or more
    }
    disruption_budget {
      min_available = "101%" # error: min_available must be at most 100%
    }
  }
}

workload "contradictions" {
  kind     = "Deployment"
  replicas = 3 # error: workload "contradictions" has autoscale, which sets the number of Pods.
  container "main" {
    image = "front:1.0"
  }
  advanced {
    autoscale { # error: autoscale has no target utilization.
      min_replicas = 5
      max_replicas = 4 # error: max_replicas (4) must not be less than min_replicas (5).
    }
    disruption_budget { # error: disruption_budget needs either min_available or max_unavailable.
      min_available   = 1
      max_unavailable = 1
    }
  }
}

workload "stuck" {
  kind     = "Deployment"
  replicas = 3
  container "main" {
    image = "front:1.0"
  }
  advanced {
    disruption_budget {
      min_available = 3 # warning: min_available allows no eviction of the 3 Pods of workload "stuck"
    }
  }
}

workload "frozen" {
  kind = "Deployment"
  container "main" {
    image = "front:1.0"
  }
  advanced {
    autoscale {
      max_replicas    = 4
      cpu_utilization = 80 # warning: container "main" requests no cpu
    }
    disruption_budget {
      max_unavailable = 0 # warning: max_unavailable is 0, so no Pod can be evicted
    }
  }
}

workload "scaled" {
  kind     = "Deployment"
  replicas = 3 # warning: workload.scaled sets the number of Pods, which object.scaler["scaled"] at stack.wl.hcl:110 decides on
  container "main" {
    image = "front:1.0"
  }
}

workload "left" {
  kind     = "Deployment"
  replicas = 3
  container "main" {
    image = "front:1.0"
  }
  lifecycle { ignore_fields = ["spec.replicas"] }
}

workload "budgeted" {
  kind = "Deployment"
  container "main" {
    image = "front:1.0"
  }
  advanced {
    upgrade { max_unavailable = 2 }
    disruption_budget { min_available = 2 }
  }
}

object "scaler" {
  for_each = toset(["scaled", "left", "budgeted"])
  manifest = {
    apiVersion = "example.com/v1"
    kind       = "ScaledObject"
    metadata   = { name = each.key }
    spec       = { scaleTargetRef = { name = each.key } }
  }
}
