stack "shop" {}

variable "secret" {
  type = object({ number = number, percent = string, quantity = string, strategy = string, type = string, volume = string })
  default = {
    number   = 2
    percent  = "100%"
    quantity = "2Gi"
    strategy = "OnDelete"
    type     = "example.com/lb"
    volume   = "data"
  }
  sensitive = true
}

workload "slow" {
  kind = "DaemonSet"
  container "main" {
    image = "main:1.0"
    port "one" {
      container_port = 80
      host_port      = 8080
    }
    port "two" {
      container_port = 81
      host_port      = 8080
      protocol       = "UDP"
    }
  }
  container "other" {
    image = "main:1.0"
    port "three" { # error: The host port 8080/TCP is already used at
      container_port = 82
      host_port      = 8080
    }
  }
  advanced {
    upgrade {
      min_ready_seconds = 600 # error: min_ready_seconds (600) must be less than progress_deadline_seconds (600 where unset)
    }
    scheduling {
      toleration_seconds = 5 # warning: The Pods of a DaemonSet are not evicted from a failed node
    }
  }
}

# What is sensitive is not told by the checks that set it against something else.
workload "quiet" {
  kind     = "StatefulSet"
  replicas = var.secret.number
  container "main" {
    image  = "main:1.0"
    memory = { request = var.secret.quantity, limit = "1Gi" } # error: memory.request ((sensitive)) must not exceed memory.limit ("1Gi").
    log {
      collector = "operator"
      file "/shared/main.log" {} # error: The operator mounts volume (sensitive) at its first mount path
    }
    storage {
      mount "/first" {
        volume = "data"
      }
      mount "/shared" {
        volume = var.secret.volume
      }
    }
  }
  volume "data" {
    empty_dir = {}
  }
  service "quiet" {
    type = "LoadBalancer"
    port "http" {
      port = 80
    }
    load_balancer {
      type         = var.secret.type
      address_pool = "a" # error: address_pool is only for MetalLB, but the type is (sensitive).
    }
  }
  advanced {
    upgrade {
      max_unavailable = var.secret.percent # warning: During an upgrade all (sensitive) Pods of workload "quiet" can be unavailable at once.
    }
    disruption_budget {
      min_available = 2 # warning: min_available allows no eviction of the (sensitive) Pods of workload "quiet"
    }
  }
}

workload "method" {
  kind = "StatefulSet"
  container "main" {
    image = "main:1.0"
  }
  advanced {
    upgrade {
      strategy  = var.secret.strategy
      partition = 1 # error: partition is only for rolling upgrades, but the strategy is (sensitive).
    }
  }
}
