stack "shop" {
  limits = "kubernetes"
}

cluster "gated" {
  kubernetes_version = "1.33"
}

cluster "without" {
  kubernetes_version = "1.32"
}

cluster "new" {
  kubernetes_version = "1.37"
}

workload "main" {
  kind     = "Deployment"
  clusters = [cluster.gated, cluster.new]

  container "main" {
    image          = "main:1.0"
    restart_policy = "Never" # error: spec.template.spec.containers[0].restartPolicy needs Kubernetes 1.34, and the cluster "gated" has 1.33 by its kubernetes_version. Remove the field, or correct the version.
  }

  service "main" {
    traffic_distribution = "PreferSameZone" # warning: Kubernetes refuses spec.trafficDistribution = PreferSameZone unless its feature gate PreferSameTrafficDistribution is turned on, which is on by default from 1.34 on, and the cluster "gated" has 1.33 by its kubernetes_version. Set another value, or turn the gate on.
    port "http" { port = 80 }
  }

  advanced {
    autoscale {
      min_replicas = 0 # warning: Kubernetes refuses spec.minReplicas = 0 unless its feature gate HPAScaleToZero is turned on, which is on by default from 1.37 on
      max_replicas = 3
      external "q" {
        value = "1"
      }
    }
  }
}

workload "older" {
  kind     = "Deployment"
  clusters = [cluster.without]

  container "main" { image = "main:1.0" }

  service "older" {
    traffic_distribution = "PreferSameNode" # error: spec.trafficDistribution = PreferSameNode needs Kubernetes 1.33, and the cluster "without" has 1.32 by its kubernetes_version. Set another value, or correct the version.
    port "http" { port = 80 }
  }
}
