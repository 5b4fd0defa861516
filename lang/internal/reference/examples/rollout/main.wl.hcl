stack "shop" {}

cluster "eu-1" {
  context = "shop-eu-1"
  labels  = { tier = "canary" }
}

cluster "eu-2" {
  context = "shop-eu-2"
  labels  = { tier = "prod" }
}

cluster "us-1" {
  context = "shop-us-1"
  labels  = { tier = "prod" }
}

rollout {
  wave "canary" {
    clusters = [cluster.eu-1]
    soak     = "30m"
    check "smoke" {
      workload = workload.smoke
    }
    approval {
      groups        = ["sre"]
      not_initiator = true
    }
  }

  wave "prod" {
    select         = { tier = "prod" }
    max_concurrent = "50%"
    analysis "errors" {
      prometheus = {
        address = "https://prometheus.example.com"
        query   = "sum(rate(errors{cluster=\"${target.name}\"}[5m]))"
      }
      interval = "1m"
      count    = 5
      success  = result < 0.01
      failure  = result > 0.05
    }
  }

  window {
    deny      = "0 18 * * 5"
    duration  = "62h"
    time_zone = "Europe/Berlin"
  }

  on_failure = "rollback"
}

workload "web-01" {
  kind = "Deployment"
  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { limit = "500m" }
    memory = { limit = "256Mi" }
  }
  service "web-01" {
    port "http" { port = 80 }
  }
}

workload "smoke" {
  kind = "Job"
  container "smoke" {
    image   = "curlimages/curl:8.17.0"
    cpu     = { limit = "100m" }
    memory  = { limit = "64Mi" }
    command = ["curl", "--fail", "http://${workload.web-01.service.web-01.dns_name}"]
  }
}
