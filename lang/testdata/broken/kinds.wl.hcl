stack "shop" {}

workload "deployment" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
  service "nginx" {
    governing = true # error: governing does not apply to a Deployment; it applies to StatefulSet workloads.
    port "http" {
      port = 80
    }
  }
  advanced {
    upgrade {
      partition = 1 # error: partition does not apply to a Deployment
    }
  }
}

workload "on-delete" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
  advanced {
    upgrade {
      strategy = "OnDelete" # error: A Deployment has no strategy "OnDelete"
    }
  }
}

workload "recreated" {
  kind = "Deployment"
  container "nginx" {
    image = "nginx:1.27"
  }
  advanced {
    upgrade {
      strategy  = "Recreate"
      max_surge = 1 # error: max_surge is only for rolling upgrades, but the strategy is "Recreate".
    }
  }
}

workload "stateful" {
  kind = "StatefulSet"
  container "nginx" {
    image = "nginx:1.27"
  }
  advanced {
    upgrade {
      max_surge = 1 # error: max_surge does not apply to a StatefulSet; it applies to Deployment and DaemonSet workloads.
    }
  }
}

workload "two-headless" {
  kind = "StatefulSet"
  container "nginx" {
    image = "nginx:1.27"
  }
  service "first" {
    headless = true
    port "http" {
      port = 80
    }
  }
  service "second" { # error: Write governing = true in one of them.
    headless = true
    port "http" {
      port = 80
    }
  }
}

workload "no-service" { # warning: no headless service, so its Pods have no DNS names
  kind = "StatefulSet"
  container "nginx" {
    image = "nginx:1.27"
  }
}
